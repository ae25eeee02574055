namespace Ketrew.Sdk.Backends;

/// <summary>What became of a request to end an attempt.</summary>
public enum KillAnswer
{
    /// <summary>The request was delivered; that it ended is told separately.</summary>
    Delivered,

    /// <summary>There was nothing left to end.</summary>
    AlreadyEnded,

    /// <summary>The backend could not be asked.</summary>
    Unknown,
}
