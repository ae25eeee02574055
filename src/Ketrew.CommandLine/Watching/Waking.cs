namespace Ketrew.CommandLine.Watching;

/// <summary>Why something is done again.</summary>
/// <param name="Wake">What may have changed.</param>
/// <param name="MayBeOwn">True when all of it changed before while something was done here: then it is no reason to do again what is done every time.</param>
internal sealed record Waking(Wake Wake, bool MayBeOwn);
