using System.Collections.Immutable;
using HoiQC.Domain;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Units;

namespace HoiQC.Grains.Ledger;

/// <summary>Which grain speaks for a body.</summary>
public enum BodyClass
{
    /// <summary>Hội quần chúng.</summary>
    Association,

    /// <summary>Cấp ủy, UBND, MTTQ, đoàn thể.</summary>
    Committee,

    /// <summary>"MTTQ và các đoàn thể" of a unit; any member hands in for it.</summary>
    Bloc,
}

/// <summary>A row of table body. Days are local.</summary>
/// <param name="Id">Register number.</param>
/// <param name="Unit">Code of its unit.</param>
/// <param name="Class">Which grain speaks for it.</param>
/// <param name="Kind">Kind as the rules name it.</param>
/// <param name="Name">Full name.</param>
/// <param name="Source">"report", "demo" (shown as "minh họa") or another origin.</param>
/// <param name="RegisteredOn">First day; a due day before it makes no obligation.</param>
/// <param name="LastDay">Last day of the body or its unit, the earlier; null while both exist.</param>
/// <param name="Special">Whether Party and State assigned it tasks (hội đặc thù).</param>
public sealed record BodyRow(
    string Id, string Unit, BodyClass Class, string Kind, string Name, string Source, DateOnly RegisteredOn, DateOnly? LastDay, bool Special = false)
{
    /// <summary>Whether a rule version names this body: its kind or class, its unit's level, its special status, and its unit's place in the territory.</summary>
    public bool Owes(RuleVersion version, UnitTree tree) =>
        tree.Find(Unit) is { } unit && version.Owners.Include(Kind, Class == BodyClass.Association, Special, unit.Level) && version.Owners.Reach(tree, unit);
}

/// <summary>The key of an obligation, made by the system.</summary>
public readonly record struct ObligationKey(string Body, string Rule, string Period)
{
    /// <inheritdoc />
    public override string ToString() => $"{Body}/{Rule}/{Period}";
}

/// <summary>A row of table obligation. Key and bindings are facts; status to <see cref="RecordedUpTo"/> is a cache.</summary>
/// <param name="Id">Row id.</param>
/// <param name="Key">Body, rule, period.</param>
/// <param name="Year">Its year on a board.</param>
/// <param name="Bound">What binds it now.</param>
/// <param name="Earlier">What bound it before, oldest first.</param>
/// <param name="Event">Id of the event it counts from; null for a calendar rule.</param>
/// <param name="Standing">How it stood when last written; holds until its Next.</param>
/// <param name="RecordedUpTo">Transitions up to and including this instant are recorded.</param>
/// <param name="Version">The arbiter: every write names the version it saw.</param>
public sealed record ObligationRow(
    long Id, ObligationKey Key, int Year, BindingRow Bound, ImmutableArray<BindingRow> Earlier, string? Event, Standing Standing, DateTimeOffset RecordedUpTo, long Version)
{
    /// <summary>The rule version that binds it.</summary>
    public int RuleVersion => Bound.RuleVersion;

    /// <summary>First day it is owed.</summary>
    public DateOnly Opens => Bound.Opens;

    /// <summary>Last day in time.</summary>
    public DateOnly Due => Bound.Due;

    /// <summary>How many.</summary>
    public int Required => Bound.Required;

    /// <summary>Whether the event it counts from was taken back while it was open.</summary>
    public bool IsUndone => Bound is { Settled: Status.NotApplicable } && Bound.Cause.StartsWith("withdrawn:", StringComparison.Ordinal);

    /// <summary>The row bound anew; the binding before is kept.</summary>
    public ObligationRow Rebound(BindingRow bound) => this with { Bound = bound, Earlier = Earlier.Add(Bound) };

    /// <summary>The row as it was bound at an instant; its standing is not of then.</summary>
    /// <param name="at">The instant.</param>
    /// <param name="happened">Whether the event it counts from is taken as known from ever.</param>
    public ObligationRow BoundAt(DateTimeOffset at, bool happened = false)
    {
        var then = this;
        while (then.Bound.From > at && then.Earlier is [.. var before, var last] && !(happened && last.Settled == Status.NoData)) then = then with { Bound = last, Earlier = before };
        return then;
    }
}

/// <summary>A row of table evidence. Never deleted.</summary>
/// <param name="Code">Receipt code.</param>
/// <param name="Obligation">Row id of its obligation.</param>
/// <param name="Form">What was handed in.</param>
/// <param name="FormHash">SHA-256 (hex) of the form, to tell a repetition from another content.</param>
/// <param name="Count">How many it stands for.</param>
/// <param name="Imported">"nhập bổ sung": entered by an administrator's import, not handed in.</param>
/// <param name="ReceivedAt">When the office got it.</param>
/// <param name="RecordedAt">The server's clock when it was stored.</param>
/// <param name="WithdrawnAt">When it was taken back.</param>
/// <param name="WithdrawnReason">Why.</param>
public sealed record EvidenceRow(
    string Code, long Obligation, Bodies.EvidenceForm Form, string FormHash, int Count, bool Imported,
    DateTimeOffset ReceivedAt, DateTimeOffset RecordedAt, DateTimeOffset? WithdrawnAt, string? WithdrawnReason)
{
    /// <summary>Who handed it in; null where that was not kept: an import, or a hand-in from before there were accounts.</summary>
    public Person? Submitter { get; init; }

    /// <summary>Its review; null where it counts as it was received.</summary>
    public ReviewRow? Review { get; init; }

    /// <summary>Receipt code of the returned piece in whose place it was handed in.</summary>
    public string? Replaces { get; init; }

    /// <summary>The instant from which it counts, and what follows from it with it; null while it does not.</summary>
    public DateTimeOffset? CountsSince => Review is null ? ReceivedAt : Review.Verdict == Verdict.Accepted ? Review.At : null;

    /// <summary>As the ladder sees it.</summary>
    public Evidence ToEvidence() => new(Code, Form.OccurredOn, Form.DocumentDate, ReceivedAt, WithdrawnAt, Count) { Review = Review is null ? null : new(Review.Verdict, Review.At) };
}

/// <summary>A row of table transition: journal, outbox and statistic at once. Never removed.</summary>
/// <param name="Seq">Its number.</param>
/// <param name="Key">The obligation.</param>
/// <param name="Unit">The body's unit.</param>
/// <param name="Year">The obligation's year.</param>
/// <param name="From">Before.</param>
/// <param name="To">After.</param>
/// <param name="At">When it took effect.</param>
/// <param name="Cause">The clock, or which evidence.</param>
/// <param name="RecordedAt">When it was written down.</param>
public sealed record TransitionRow(long Seq, ObligationKey Key, string Unit, int Year, Status From, Status To, DateTimeOffset At, string Cause, DateTimeOffset RecordedAt);

/// <summary>A reminder day that came.</summary>
/// <param name="Key">The obligation.</param>
/// <param name="Due">The due day it reminded of, whatever binds the obligation now.</param>
/// <param name="Offset">Days from the due day.</param>
/// <param name="At">When it came.</param>
/// <param name="RecordedAt">When it was written down.</param>
/// <param name="Seen">Who has seen it, the first first.</param>
public sealed record ReminderRow(ObligationKey Key, DateOnly Due, int Offset, DateTimeOffset At, DateTimeOffset RecordedAt, ImmutableArray<SeenBy> Seen);

/// <summary>Somebody said to have seen something.</summary>
public sealed record SeenBy(string By, DateTimeOffset At);

/// <summary>"Đã gọi điện": an officer called a body.</summary>
/// <param name="Body">Body id.</param>
/// <param name="On">The day of the call, local.</param>
/// <param name="Caller">Who called.</param>
/// <param name="Note">What was said.</param>
/// <param name="RecordedAt">When it was written down.</param>
public sealed record CallRow(string Body, DateOnly On, string Caller, string Note, DateTimeOffset RecordedAt);

/// <summary>An alert: history, it does not change.</summary>
/// <param name="Id">Row id.</param>
/// <param name="Unit">Where it stands: the parent of the owing communes, or the district or province itself for its own bodies.</param>
/// <param name="Rule">Rule code.</param>
/// <param name="Year">The year of the column.</param>
/// <param name="Kind">Overdue or Escalated.</param>
/// <param name="At">The instant.</param>
/// <param name="N">Who had not, at that instant.</param>
/// <param name="Of">The denominator at that instant.</param>
/// <param name="Sentence">The column's gap sentence as of that instant.</param>
public sealed record AlertRow(long Id, string Unit, string Rule, int Year, Status Kind, DateTimeOffset At, int N, int Of, string Sentence);

/// <summary>Everything about one body that a decision may need.</summary>
public sealed record BodyFacts(BodyRow Body, ImmutableArray<ObligationRow> Obligations, ImmutableArray<EvidenceRow> Evidence)
{
    /// <summary>The body's events, by their day.</summary>
    public ImmutableArray<EventRow> Events { get; init; } = [];

    /// <summary>The obligation of that rule and period, or null.</summary>
    public ObligationRow? Find(string rule, string period) => Obligations.FirstOrDefault(row => row.Key.Rule == rule && row.Key.Period == period);

    /// <summary>Evidence of one obligation, as the ladder sees it.</summary>
    public ImmutableArray<Evidence> EvidenceOf(ObligationRow row) => [.. Evidence.Where(piece => piece.Obligation == row.Id).Select(piece => piece.ToEvidence())];
}
