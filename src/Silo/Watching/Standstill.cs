namespace HoiQC.Silo.Watching;

/// <summary>Notices a line whose head stays the same: however long it is, it must move.</summary>
/// <param name="patience">How long the same head is borne.</param>
/// <param name="machine">The machine's time, whose stamps no step of the clock moves.</param>
internal sealed class Standstill(TimeSpan patience, TimeProvider machine)
{
    private object? _head;
    private long _since;

    /// <summary>Whether it stands still, with the head that it has now; null for an empty line.</summary>
    public bool Is(object? head)
    {
        if (!Equals(head, _head)) (_head, _since) = (head, machine.GetTimestamp());
        return head is not null && machine.GetElapsedTime(_since) >= patience;
    }
}
