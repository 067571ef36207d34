using System.Collections.Immutable;
using HoiQC.Domain;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Words;

namespace HoiQC.Chaos;

/// <summary>
/// One obligation in the reference model: what it was opened under and every fact the client has about it. From these alone it says which changes there must be;
/// only the ladder itself is the product's own.
/// </summary>
internal sealed class Duty(string body, OpeningPeriod opening)
{
    private const int WorkingDaysToHandInAgain = 5;
    private readonly List<string> _log = [];

    /// <summary>The key the product must have given it.</summary>
    public string Key { get; } = $"{body}/{opening.Version.Code}/{opening.Period.Key}";

    public string Body => body;

    public string Rule => opening.Version.Code;

    public OpeningPeriod Opening => opening;

    /// <summary>Its year on a board.</summary>
    public int Year => opening.Version.Schedule is Schedule.Anchored ? opening.Terms.Due.Year : opening.Period.Year;

    /// <summary>One operation at a time, so that the client knows their order.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    public List<Piece> Pieces { get; } = [];

    public List<Relieved> Reliefs { get; } = [];

    /// <summary>The event it counts from: its id and the instant from which it is known; null for a calendar rule's.</summary>
    public (string Id, DateTimeOffset At)? Event { get; init; }

    /// <summary>Whether an answer about it is still lost.</summary>
    public bool Unsettled => Pieces.Exists(piece => piece.Unsettled) || Reliefs.Exists(relief => relief.Known == Known.Maybe);

    /// <summary>What was asked about it, in order.</summary>
    public IReadOnlyList<string> Log
    {
        get
        {
            lock (_log) return [.. _log];
        }
    }

    public void Note(string line)
    {
        lock (_log) _log.Add(line);
    }

    /// <summary>The newest instant of a fact; the product must have recorded everything up to it.</summary>
    public DateTimeOffset? NewestFact => Pieces.Where(piece => piece.Known == Known.Certain)
        .SelectMany(piece => new[] { piece.ReceivedAt, piece.Reviewed == Known.Certain ? piece.ReviewedAt : piece.ReceivedAt, piece.Withdrawn == Known.Certain ? piece.WithdrawnAt : piece.ReceivedAt })
        .Concat(Reliefs.Where(relief => relief.Known == Known.Certain).Select(relief => relief.At)).Select(at => (DateTimeOffset?)at).Max();

    /// <summary>The evidence as it was known at an instant.</summary>
    public List<Evidence> EvidenceAt(DateTimeOffset at) => [.. Pieces.Where(piece => piece.Known == Known.Certain && piece.ReceivedAt <= at).Select(piece => piece.Until(at))];

    /// <summary>Everything that is to have changed by an instant.</summary>
    public ImmutableArray<Change> ChangesUntil(DateTimeOffset at)
    {
        var course = CourseAt(at);
        return Ladder.Advance(course, EvidenceAt(at), course.Opened.Settled ?? Status.Dormant, recordedUpTo: null, at).Changes;
    }

    /// <summary>How it stands at an instant, by what was known then.</summary>
    public Standing StandsAt(DateTimeOffset at) => Ladder.Read(CourseAt(at), EvidenceAt(at), at);

    /// <summary>What it asks at an instant.</summary>
    public Terms TermsAt(DateTimeOffset at) => CourseAt(at).Newest;

    /// <summary>Whether a return has moved its due day: then nobody here lifts an extension, whose arithmetic would have two reasons.</summary>
    public bool WasReturned => Pieces.Exists(piece => piece.Verdict == Verdict.Returned);

    /// <summary>What bound it, up to an instant.</summary>
    public Course CourseAt(DateTimeOffset at)
    {
        var own = opening.Terms;
        var course = new Course(own, []);
        if (Event is { } happened)
            course = new(own with { Settled = Status.NoData }, happened.At <= at ? [new Binding(happened.At, "event:" + happened.Id, own)] : []);
        var (terms, extended) = (own, (DateOnly?)null);
        foreach (var (instant, cause, turn) in Turns().Where(one => one.At <= at).OrderBy(one => one.At))
        {
            var before = course;
            if (turn is Relieved relief)
            {
                switch (relief.Kind)
                {
                    case ReliefKind.Extension: (terms, extended) = (terms with { Due = relief.Until!.Value }, relief.Until); break;
                    case ReliefKind.Waiver: terms = terms with { Settled = Status.Waived }; break;
                    case ReliefKind.Lifted when terms.Settled is not null: terms = terms with { Settled = null }; break;
                    default: (terms, extended) = (terms with { Due = own.Due }, null); break;
                }
            }
            else if (turn is Piece piece)
            {
                var known = Pieces.Where(one => one.Known == Known.Certain && one.ReceivedAt <= instant).Select(one => one == piece ? one.Until(instant) with { Review = Review.Pending } : one.Until(instant)).ToList();
                if (Supplement.Of(before, known, known.Find(one => one.Id == piece.Code)!, instant, District.WorkingDays, WorkingDaysToHandInAgain) is not { } supplement) continue;
                terms = terms with { Due = supplement.Until };
            }
            terms = terms with { Extended = terms.Due == extended };
            course = course with { Later = course.Later.Add(new(instant, cause, terms)) };
        }
        return course;
    }

    private IEnumerable<(DateTimeOffset At, string Cause, object Turn)> Turns() =>
        Reliefs.Where(relief => relief.Known == Known.Certain).Select(relief => (relief.At, $"{ReliefWords.Cause(relief.Kind)}:{relief.Id}", (object)relief))
            .Concat(Pieces.Where(piece => piece is { Known: Known.Certain, Reviewed: Known.Certain, Verdict: Verdict.Returned }).Select(piece => (piece.ReviewedAt, "returned:" + piece.Code, (object)piece)));
}
