using System.Collections.Immutable;
using HoiQC.Domain;
using HoiQC.Domain.People;
using HoiQC.Grains.Bodies;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Grains.Record;

namespace HoiQC.Web.Access;

/// <summary>A body that somebody may read; <see cref="Sight"/> alone gives it.</summary>
public sealed class BodyInSight
{
    private readonly Sight _sight;
    private readonly SightSources _sources;

    internal BodyInSight(BodyRow row, Sight sight, SightSources sources) => (Row, _sight, _sources) = (row, sight, sources);

    /// <summary>Its row.</summary>
    public BodyRow Row { get; }

    private IArchive Archive => _sources.Archive;

    /// <summary>Whether they may do something with it.</summary>
    public bool May(Act act) => _sight.May(act, Row);

    /// <summary>The grain that acts for it, for somebody who may do that; null otherwise.</summary>
    public IBodyGrain? For(Act act) => May(act) ? _sources.Grains.Of(Row) : null;

    /// <summary>Its obligations, evidence and events from one snapshot.</summary>
    public async Task<BodyFacts> Facts(CancellationToken cancellationToken = default) =>
        await _sources.Ledger.Facts(Row.Id, cancellationToken) ?? throw new InvalidOperationException($"Body {Row.Id} is gone.");

    /// <summary>Transitions of one of its obligations, oldest first.</summary>
    public Task<ImmutableArray<TransitionRow>> TransitionsOf(ObligationRow row, CancellationToken cancellationToken = default) => Archive.TransitionsOf(Own(row), cancellationToken);

    /// <summary>Reliefs of one of its obligations, oldest first.</summary>
    public Task<ImmutableArray<ReliefRow>> ReliefsOf(ObligationRow row, CancellationToken cancellationToken = default) => Archive.ReliefsOf(Own(row), cancellationToken);

    /// <summary>Its events with what each opened, as far as that is of bodies that may be read.</summary>
    public async Task<ImmutableArray<(EventRow Event, ImmutableArray<ObligationKey> Opened)>> Events(CancellationToken cancellationToken = default)
    {
        var events = await Archive.Events(Row.Id, cancellationToken);
        var others = (await Neighbours(cancellationToken)).Where(body => body.Id != Row.Id && _sight.May(Act.ReadBody, body)).Select(body => body.Id).ToHashSet(StringComparer.Ordinal);
        return [.. events.Select(one => (one.Event, one.Opened.RemoveAll(key => key.Body != Row.Id && !others.Contains(key.Body))))];
    }

    /// <summary>Its reminders, newest first.</summary>
    public Task<ImmutableArray<ReminderRow>> Reminders(int limit, CancellationToken cancellationToken = default) => Archive.Reminders(Row.Id, null, limit, cancellationToken);

    /// <summary>Calls made to it, newest first.</summary>
    public Task<ImmutableArray<CallRow>> Calls(int limit, CancellationToken cancellationToken = default) => Archive.Calls(Row.Id, null, limit, cancellationToken);

    /// <summary>What it was told of new versions of rules and calendar.</summary>
    public Task<ImmutableArray<Notice>> Notices(int limit, CancellationToken cancellationToken = default) => _sources.Publishing.NoticesOf(Row.Id, limit, cancellationToken);

    /// <summary>All bodies of its unit, itself too: what its rules oblige, and the members of its bloc, are among them. Their names and kinds are no secret to it.</summary>
    public Task<ImmutableArray<BodyRow>> Neighbours(CancellationToken cancellationToken = default) => Archive.BodiesOf(Row.Unit, cancellationToken);

    /// <summary>Years that have obligations at its unit.</summary>
    public Task<ImmutableArray<(int Year, int All, int Owed, int Overdue)>> Years(CancellationToken cancellationToken = default) => Archive.Years(Row.Unit, null, cancellationToken);

    /// <summary>Says that its reminders were seen; false where that is not theirs to say.</summary>
    public async Task<bool> MarkSeen(Actor by, CancellationToken cancellationToken = default)
    {
        if (!May(Act.HandIn)) return false;
        await Archive.MarkSeen(Row.Id, by, _sources.Clock.Now, cancellationToken);
        return true;
    }

    /// <summary>Writes a call to it down; false where that is not theirs to do.</summary>
    public async Task<bool> AddCall(DateOnly on, string note, Actor by, CancellationToken cancellationToken = default)
    {
        if (!May(Act.RecordCall)) return false;
        await Archive.AddCall(new(Row.Id, on, by.Name, note, _sources.Clock.Now), by, cancellationToken);
        return true;
    }

    /// <summary>The members that they may name as the one that led, for a bloc; null where they are free to name any.</summary>
    public async Task<ImmutableArray<BodyRow>?> Leads(CancellationToken cancellationToken = default)
    {
        var place = _sources.Node.Current.PlaceOf(Row);
        if (place.Members.IsEmpty || _sight.May(Act.HandIn, place with { Members = [] })) return null;
        return [.. (await Neighbours(cancellationToken)).Where(body => body.Id != Row.Id && place.Members.Contains(body.Kind) && _sight.May(Act.HandIn, body))];
    }

    /// <summary>Whoever hands in for a bloc as a member's officer names a member of theirs; the refusal where they do not.</summary>
    public async Task<Refusal?> LeadFault(string? named, CancellationToken cancellationToken = default) =>
        await Leads(cancellationToken) is not { } leads || leads.Any(lead => lead.Id == named) ? null
            : Refusal.Invalid($"Đề nghị ghi tổ chức chủ trì là tổ chức của mình: {string.Join(" hoặc ", leads.Select(lead => $"{lead.Name} ({lead.Id})"))}.", "leadBody");

    private ObligationKey Own(ObligationRow row) => row.Key.Body == Row.Id ? row.Key : throw new ArgumentException($"{row.Key} is not an obligation of {Row.Id}.", nameof(row));
}
