namespace Ketrew.Engine.Snapshots;

/// <summary>Fills a span from its beginning.</summary>
/// <param name="rest">All of it.</param>
internal ref struct SpanWriter(Span<byte> rest)
{
    private Span<byte> _rest = rest;

    /// <summary>Appends bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_rest);
        _rest = _rest[bytes.Length..];
    }
}
