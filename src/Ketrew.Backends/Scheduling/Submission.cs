using Ketrew.Backends.Hosts;
using Ketrew.Sdk;

namespace Ketrew.Backends.Scheduling;

/// <summary>One command that hands jobs to a scheduler.</summary>
/// <param name="Jobs">Which; in the order of an array's tasks.</param>
/// <param name="Files">What the command needs besides the scripts.</param>
/// <param name="Command">For POSIX sh.</param>
internal sealed record Submission(ValueList<ScheduledJob> Jobs, ValueList<HostFile> Files, string Command);
