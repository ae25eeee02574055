using Ketrew.Engine.Storage;
using Ketrew.Sdk;

namespace Ketrew.Engine.Running;

/// <summary>What earlier runs left behind.</summary>
/// <param name="Lost">Targets whose attempts were cut off; what they wrote was set aside.</param>
/// <param name="Leftovers">By target: attempts that go on, or ended well or badly without an engine to hear it.</param>
/// <param name="Strangers">Attempts that go on for targets that the plan doesn't have any more.</param>
internal sealed record RecoveredState(
    ValueList<TargetId> Lost, Dictionary<int, UnfinishedAttempt> Leftovers, List<UnfinishedAttempt> Strangers);
