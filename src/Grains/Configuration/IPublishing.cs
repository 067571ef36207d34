using System.Collections.Immutable;
using HoiQC.Domain.Calendars;
using HoiQC.Domain;
using HoiQC.Grains.Record;

namespace HoiQC.Grains.Configuration;

/// <summary>A new version of a rule as somebody wrote it; a code that does not exist yet is a new rule.</summary>
/// <param name="Code">The rule's code.</param>
/// <param name="Row">Column of rules.csv → text; a missing column is empty. <c>valid_from</c> is overwritten by what mode and day come to.</param>
/// <param name="Mode">"next" (from the next period, the default), "from" (from a day, open obligations that open on or after it too), "open" (all open obligations too).</param>
/// <param name="From">First day it is in force; needed by "from", not taken by "next"; where "open" names none, today or the next day from which no version begins yet.</param>
/// <param name="NoticeDays">Days of notice for what would be overdue at once; null for the row's own, else 15.</param>
/// <param name="Author">Who publishes it; set from the account when it is published.</param>
/// <param name="Note">Why.</param>
public sealed record RuleDraft(string Code, ImmutableDictionary<string, string> Row, string? Mode, DateOnly? From, int? NoticeDays, string? Author, string? Note);

/// <summary>One obligation that a publication changes.</summary>
/// <param name="Body">Body id.</param>
/// <param name="BodyName">Its name.</param>
/// <param name="Unit">Code of its unit.</param>
/// <param name="Rule">Rule code.</param>
/// <param name="Period">Period key.</param>
/// <param name="OldDue">Last day in time before; null for one that is created.</param>
/// <param name="NewDue">Last day in time after; null for one that is voided.</param>
public sealed record PlannedObligation(string Body, string BodyName, string Unit, string Rule, string Period, DateOnly? OldDue, DateOnly? NewDue);

/// <summary>The obligations of one kind of change: how many, and the first of them by body and period.</summary>
/// <param name="Count">All of them.</param>
/// <param name="Listed">At most <see cref="Longest"/>.</param>
public sealed record PlannedList(int Count, ImmutableArray<PlannedObligation> Listed)
{
    /// <summary>How many a list names.</summary>
    public const int Longest = 1_000;
}

/// <summary>What a publication will do.</summary>
/// <param name="Id">Names draft and plan; the same again where nothing differs.</param>
/// <param name="Number">The newest transition when it was computed.</param>
/// <param name="Rule">Rule code; null for a calendar.</param>
/// <param name="Version">Number of the version it makes.</param>
/// <param name="From">First day of that version; null for a calendar.</param>
/// <param name="Day">The day it was computed for: notice counts from it.</param>
/// <param name="NoticeDays">Days of notice.</param>
/// <param name="Created">Obligations that come into being.</param>
/// <param name="Moved">Obligations whose due day changes.</param>
/// <param name="Voided">Obligations that apply no more.</param>
/// <param name="Renewed">Of those created, moved and kept the ones that would be overdue at once and get a due day by notice ("sẽ có hạn mới").</param>
/// <param name="Kept">How many are bound to the new version and keep their due day.</param>
/// <param name="Told">How many bodies get a notice.</param>
public sealed record Preview(
    string Id, long Number, string? Rule, int Version, DateOnly? From, DateOnly Day, int NoticeDays,
    PlannedList Created, PlannedList Moved, PlannedList Voided, PlannedList Renewed, int Kept, int Told);

/// <summary>A preview, or everything that is wrong with the draft.</summary>
/// <param name="Preview">The preview; null when refused.</param>
/// <param name="Refusals">What is wrong: each names its field, a column of rules.csv or a field of the draft ("mode", "from", "noticeDays", "author", "overrides[2].date").</param>
public sealed record PreviewAnswer(Preview? Preview, ImmutableArray<Refusal> Refusals);

/// <summary>A publication: a version that was stored, and how far its obligations have followed.</summary>
/// <param name="Id">Its id, that of its preview.</param>
/// <param name="Kind">"rule" or "calendar".</param>
/// <param name="Rule">Rule code; null for a calendar.</param>
/// <param name="Name">Name of the rule, or "Lịch làm việc".</param>
/// <param name="Version">Number of the version.</param>
/// <param name="Mode">"next", "from" or "open".</param>
/// <param name="Author">Who published it.</param>
/// <param name="At">When it was stored.</param>
/// <param name="NoticeDays">Days of notice.</param>
/// <param name="DoneAt">When the last obligation had followed; null while it is applied ("đang áp dụng").</param>
/// <param name="Created">Obligations created so far.</param>
/// <param name="Moved">Moved so far.</param>
/// <param name="Voided">Voided so far.</param>
/// <param name="Renewed">Given a due day by notice so far.</param>
/// <param name="Kept">Bound anew with the same due day so far.</param>
/// <param name="Told">Bodies told so far.</param>
public sealed record Publication(
    string Id, string Kind, string? Rule, string Name, int Version, string Mode, string Author, DateTimeOffset At, int NoticeDays, DateTimeOffset? DoneAt,
    int Created, int Moved, int Voided, int Renewed, int Kept, int Told);

/// <summary>How publishing went: exactly one of the three says so.</summary>
/// <param name="Publication">What was published, now or by the same call before.</param>
/// <param name="Changed">The preview as it is now, where it differs from the one named; nothing was stored.</param>
/// <param name="Refusals">Why nothing was stored.</param>
public sealed record PublishAnswer(Publication? Publication, Preview? Changed, ImmutableArray<Refusal> Refusals);

/// <summary>What a body is told of a publication.</summary>
/// <param name="Publication">Its id.</param>
/// <param name="At">When.</param>
/// <param name="Sentence">What it means for the body.</param>
public sealed record Notice(string Publication, DateTimeOffset At, string Sentence);

/// <summary>
/// Preview and publication of rule and calendar versions. Publishing names a preview and does exactly what it lists; the version is stored at once,
/// obligations follow in chunks. Never crosses a grain call.
/// </summary>
public interface IPublishing
{
    /// <summary>What publishing a version of a rule would do; stores nothing.</summary>
    Task<PreviewAnswer> Preview(RuleDraft draft, CancellationToken cancellationToken = default);

    /// <summary>Publishes a version of a rule if it would still do what that preview said.</summary>
    Task<PublishAnswer> Publish(RuleDraft draft, string preview, Actor by, CancellationToken cancellationToken = default);

    /// <summary>What publishing a calendar would do; stores nothing.</summary>
    /// <param name="draft">The calendar.</param>
    /// <param name="noticeDays">Days of notice; null for 15.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<PreviewAnswer> Preview(CalendarDraft draft, int? noticeDays, CancellationToken cancellationToken = default);

    /// <summary>Publishes a calendar if it would still do what that preview said.</summary>
    /// <param name="draft">The calendar.</param>
    /// <param name="noticeDays">Days of notice; null for 15.</param>
    /// <param name="preview">Id of the preview.</param>
    /// <param name="by">Who publishes it: its author.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<PublishAnswer> Publish(CalendarDraft draft, int? noticeDays, string preview, Actor by, CancellationToken cancellationToken = default);

    /// <summary>Publications, the newest first.</summary>
    Task<ImmutableArray<Publication>> Publications(int limit, CancellationToken cancellationToken = default);

    /// <summary>One publication, or null.</summary>
    Task<Publication?> Find(string id, CancellationToken cancellationToken = default);

    /// <summary>Those whose obligations have not all followed yet, the oldest first; cheap, from memory.</summary>
    ImmutableArray<Publication> Running { get; }

    /// <summary>What a body was told of publications, the newest first.</summary>
    Task<ImmutableArray<Notice>> NoticesOf(string body, int limit, CancellationToken cancellationToken = default);
}
