namespace Ketrew.Sdk.Diagnostics;

/// <summary>The surroundings failed: disk full, database locked, host gone. Never thrown for what a user wrote or what a target did.</summary>
/// <param name="message">One full sentence with the values in it.</param>
/// <param name="innerException">What the system said; null when there is nothing.</param>
public class KetrewException(string message, Exception? innerException) : Exception(message, innerException)
{
    /// <summary>A failure without an inner one.</summary>
    /// <param name="message">One full sentence with the values in it.</param>
    public KetrewException(string message)
        : this(message, null)
    {
    }

    /// <summary>True when the same call may succeed later (locked, transport), so that a retry makes sense. Default: false.</summary>
    public bool IsRecoverable { get; init; }

    /// <summary>Something the user can type to mend it; null when nothing sensible can be proposed.</summary>
    public string? Hint { get; init; }
}
