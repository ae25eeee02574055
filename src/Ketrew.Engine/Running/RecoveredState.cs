using Ketrew.Engine.Storage;
using Ketrew.Sdk;

namespace Ketrew.Engine.Running;

/// <summary>What earlier runs left behind.</summary>
/// <param name="Lost">Targets whose attempts were cut off; what they wrote was set aside.</param>
/// <param name="Earlier">Attempts that go on, or ended well or badly without an engine to hear it: of targets that the plan has, and of targets
/// that it has no more.</param>
internal sealed record RecoveredState(ValueList<TargetId> Lost, ValueList<UnfinishedAttempt> Earlier);
