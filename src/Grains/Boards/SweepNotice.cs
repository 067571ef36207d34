namespace HoiQC.Grains.Boards;

/// <summary>
/// Says that this node's sweep is recording: boards stand right meanwhile, because whoever reads a row past its checkpoint asks the ladder, and hear of all of it when it is done.
/// Nobody reads them again for messages that are yet to come.
/// </summary>
public sealed class SweepNotice
{
    private volatile bool _isRecording;

    /// <summary>Whether it is.</summary>
    public bool IsRecording
    {
        get => _isRecording;
        set => _isRecording = value;
    }
}
