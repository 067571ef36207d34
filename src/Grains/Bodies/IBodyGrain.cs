using HoiQC.Grains.Record;

namespace HoiQC.Grains.Bodies;

/// <summary>Whoever owes. Keyed by body id; called through its two kinds only, because Orleans refuses an interface with two classes.</summary>
public interface IBodyGrain : IGrainWithStringKey
{
    /// <summary>Takes evidence for one of the body's obligations. Saved before it is answered; the same submission again gives the same receipt.</summary>
    Task<SubmitAnswer> Submit(EvidenceForm form, Actor by);

    /// <summary>Takes evidence back; it stays on record with the reason. Doing it twice changes nothing.</summary>
    /// <returns>Null when done.</returns>
    Task<RefusalRecord?> Withdraw(string receiptCode, string reason, Actor by);

    /// <summary>
    /// Accepts or returns a piece of evidence, once: bound to the content and the rule version that the reviewer saw, and never by who handed it in. Saved, with what
    /// follows from it, before it is answered; the same again changes nothing.
    /// </summary>
    Task<ReviewAnswer> Review(ReviewForm form, Actor by);

    /// <summary>Takes an event of the body: saved, with everything it opens, before it is answered; the same submission again gives the same answer.</summary>
    Task<EventAnswer> Report(EventForm form, Actor by);

    /// <summary>Takes an event back; it stays on record with the reason, and what it opened and is still open applies no more. Doing it twice changes nothing.</summary>
    /// <returns>Null when done.</returns>
    Task<RefusalRecord?> WithdrawEvent(string id, string reason, Actor by);

    /// <summary>
    /// Extends, waives or declares not applicable one of the body's obligations, or takes the newest of these back. It binds from its instant on; a second
    /// extension takes the place of the first. Saved before it is answered; the same submission again gives the same answer.
    /// </summary>
    Task<GrantAnswer> Grant(ReliefForm form, Actor by);
}

/// <summary>An association (hội quần chúng). Key: body id.</summary>
public interface IAssociationGrain : IBodyGrain;

/// <summary>A committee, a political-social organisation, or a bloc. Key: body id.</summary>
public interface ICommitteeGrain : IBodyGrain;
