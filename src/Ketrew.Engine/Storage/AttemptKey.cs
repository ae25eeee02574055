namespace Ketrew.Engine.Storage;

/// <summary>Under which an attempt is stored: the run that began it, the target's key, and its number.</summary>
internal readonly record struct AttemptKey(int Run, long Target, int Number);
