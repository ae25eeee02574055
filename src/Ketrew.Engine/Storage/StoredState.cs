namespace Ketrew.Engine.Storage;

/// <summary>A state as a row of the history.</summary>
internal readonly record struct StoredState(string Name, int Attempt)
{
    public string? Reason { get; init; }

    public long? Number { get; init; }

    public string? Text { get; init; }

    public long? Until { get; init; }
}
