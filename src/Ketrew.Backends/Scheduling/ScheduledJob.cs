using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Scheduling;

/// <summary>An attempt as a scheduler is told of it.</summary>
/// <param name="Id">Which attempt.</param>
/// <param name="Name">Tells it from any other attempt of anybody: letters, digits, <c>.</c>, <c>-</c> and <c>_</c>; at most 100 characters.</param>
/// <param name="Title">For people who look at the queue: letters, digits, <c>.</c>, <c>-</c> and <c>_</c>; at most 15 characters, begins with a letter.</param>
/// <param name="Script">Absolute path, on the host, of the script that runs it.</param>
/// <param name="Directory">Absolute path, on the host, of its playground.</param>
/// <param name="OutputPath">Absolute path, on the host, of the file that takes what the scheduler has to say, and what is printed before the script can.</param>
/// <param name="Resources">What it asks for.</param>
internal sealed record ScheduledJob(AttemptId Id, string Name, string Title, string Script, string Directory, string OutputPath, ResourceRequest Resources);
