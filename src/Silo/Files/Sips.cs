namespace HoiQC.Silo.Files;

/// <summary>A file read in sips and counted, so that whoever unpacks it holds next to nothing back of what was packed.</summary>
internal sealed class Sips(Stream inner) : Stream
{
    /// <summary>Bytes of one sip: deflate makes at most a thousand times as many of them.</summary>
    public const int Most = 64;

    /// <summary>Bytes read since this was last set.</summary>
    public long Taken { get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer.Length > Most ? buffer[..Most] : buffer);
        Taken += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
