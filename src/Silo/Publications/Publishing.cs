using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.Words;
using HoiQC.Domain;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Record;
using HoiQC.Grains;
using HoiQC.Silo.Record;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Publications;

/// <summary>Computes previews from one snapshot, and stores a version if its preview still holds; obligations then follow in <see cref="PublicationWork"/>.</summary>
internal sealed class Publishing(Database database, PublicationWork work, INodeConfiguration node, VietnamClock clock) : IPublishing
{
    private const int Attempts = 5;

    /// <summary>A preview with what it stands on.</summary>
    /// <param name="Preview">The preview; null when refused.</param>
    /// <param name="Draft">The draft as it was read.</param>
    /// <param name="At">The instant it was computed for.</param>
    /// <param name="Ground">What must not change until it is stored.</param>
    /// <param name="Refusals">Why there is none.</param>
    private sealed record Computed(Preview? Preview, ReadDraft? Draft, DateTimeOffset At, Ground Ground, ImmutableArray<Refusal> Refusals);

    /// <summary>What a plan stands on: while it stays, so does the plan.</summary>
    /// <param name="Configuration">Version of the configuration.</param>
    /// <param name="Number">The newest transition.</param>
    /// <param name="Rows">How many obligations and bodies there are.</param>
    private readonly record struct Ground(long Configuration, long Number, long Rows)
    {
        public static Ground Of(DbConnection connection, string? rule) =>
            new(Documents.ConfigurationVersion(connection), TransitionTable.Newest(connection), Count(connection, rule));

        /// <summary>Whether nothing happened that could concern the plan of a rule, or for null of all rules.</summary>
        public bool Holds(DbConnection connection, string? rule) =>
            Documents.ConfigurationVersion(connection) == Configuration && Count(connection, rule) == Rows
            && !connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM transition WHERE seq > @Number AND (@rule IS NULL OR rule = @rule))", new { Number, rule });

        private static long Count(DbConnection connection, string? rule) => connection.ExecuteScalar<long>(
            $"SELECT (SELECT COUNT(*) FROM body) + (SELECT {(rule is null ? "COALESCE(MAX(id), 0) FROM obligation" : "COUNT(*) FROM obligation WHERE rule = @rule")})", new { rule });
    }

    public ImmutableArray<Publication> Running => [.. work.Running.Select(row => row.Shown(node.Current))];

    public Task<PreviewAnswer> Preview(RuleDraft draft, CancellationToken cancellationToken = default) =>
        Preview((stored, day) => Drafts.Read(draft, stored, day), cancellationToken);

    public Task<PreviewAnswer> Preview(CalendarDraft draft, int? noticeDays, CancellationToken cancellationToken = default) =>
        Preview((stored, day) => Drafts.Read(draft, noticeDays, stored, day, publishing: false), cancellationToken);

    public Task<PublishAnswer> Publish(RuleDraft draft, string preview, Actor by, CancellationToken cancellationToken = default) =>
        Publish((stored, day) => Drafts.Read(draft with { Author = by.Name }, stored, day), preview, by, cancellationToken);

    public Task<PublishAnswer> Publish(CalendarDraft draft, int? noticeDays, string preview, Actor by, CancellationToken cancellationToken = default) =>
        Publish((stored, day) => Drafts.Read(draft with { Author = by.Name }, noticeDays, stored, day, publishing: true), preview, by, cancellationToken);

    public Task<ImmutableArray<Publication>> Publications(int limit, CancellationToken cancellationToken = default) => database.Read<ImmutableArray<Publication>>(
        connection => [.. PublicationTable.Newest(connection, limit).Select(row => row.Shown(node.Current))], cancellationToken);

    public Task<Publication?> Find(string id, CancellationToken cancellationToken = default) =>
        database.Read(connection => PublicationTable.Find(connection, id)?.Shown(node.Current), cancellationToken);

    public Task<ImmutableArray<Notice>> NoticesOf(string body, int limit, CancellationToken cancellationToken = default) =>
        database.Read(connection => PublicationTable.NoticesOf(connection, body, limit), cancellationToken);

    private async Task<PreviewAnswer> Preview(Func<StoredDocuments, DateOnly, (ReadDraft?, ImmutableArray<Refusal>)> read, CancellationToken cancellationToken)
    {
        var computed = await database.Read(connection => Compute(connection, read, cancellationToken), cancellationToken);
        return new(computed.Preview, computed.Refusals);
    }

    private async Task<PublishAnswer> Publish(
        Func<StoredDocuments, DateOnly, (ReadDraft?, ImmutableArray<Refusal>)> read, string preview, Actor by, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            // The same call again, after an answer that was lost, finds what it has done.
            if (await Find(preview, cancellationToken) is { } before) return new(before, null, []);
            var computed = await database.Read(connection => Compute(connection, read, cancellationToken), cancellationToken);
            if (computed.Preview is null) return new(null, null, computed.Refusals);
            if (computed.Preview.Id != preview) return new(null, computed.Preview, []);
            var row = new PublicationRow(
                preview, computed.Draft!.Rule, computed.Draft.Number, computed.Draft.Mode, by.Name, computed.At, computed.Draft.NoticeDays, "", null, default);
            if (!await database.Write(connection => Store(connection, computed, row, by), cancellationToken)) continue;
            FailPoint.Reach(FailPoint.Published);
            await work.Begin(row);
            return new(row.Shown(node.Current), null, []);
        }
        return new(null, null, [Refusal.Conflict("Dữ liệu đang thay đổi liên tục nên chưa công bố được. Đề nghị thử lại sau ít phút.")]);
    }

    private Computed Compute(DbConnection connection, Func<StoredDocuments, DateOnly, (ReadDraft?, ImmutableArray<Refusal>)> read, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var day = VietnamTime.DayOf(now);
        var (draft, refusals) = read(StoredDocuments.Read(connection), day);
        if (draft is null) return new(null, null, now, default, refusals);
        if (PublicationTable.InTheWay(connection, draft.Rule) is { } running)
        {
            return new(null, null, now, default, [Refusal.Conflict(
                $"Đang áp dụng {running.Shown(node.Current).Name} (công bố lúc {Vietnamese.Instant(running.At)}). Đề nghị chờ áp dụng xong rồi thử lại.")]);
        }
        var ground = Ground.Of(connection, draft.Rule);
        var none = new PlannedList(0, []);
        var frame = new Preview("", ground.Number, draft.Rule, draft.Number, draft.From, day, draft.NoticeDays, none, none, none, none, 0, 0);
        return new(new PreviewSum(draft.Text).Of(draft.PlanAt(now).ReadAll(connection), frame, cancellationToken), draft, now, ground, []);
    }

    /// <summary>Stores version and publication if nothing has changed since they were compared.</summary>
    private static bool Store(DbConnection connection, Computed computed, PublicationRow row, Actor by)
    {
        var draft = computed.Draft!;
        if (!computed.Ground.Holds(connection, draft.Rule) || PublicationTable.InTheWay(connection, draft.Rule) is not null) return false;
        if (draft.Rule is not null) Documents.Write(connection, DocumentNames.Rules, new RuleBookState { Document = draft.Rules }, draft.Rules.Version - 1);
        else Documents.Write(connection, DocumentNames.Calendar, new CalendarState { Document = draft.Calendar }, draft.Calendar.Version - 1);
        PublicationTable.Insert(connection, row);
        RecordTable.Write(connection, ConfigurationEntries.Published(draft), by, row.At);
        return true;
    }
}
