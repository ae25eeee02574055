using Ketrew.Sdk;

namespace Ketrew.Engine.Running;

/// <summary>An attempt of an earlier run that runs now, or may.</summary>
/// <param name="Target">Whose.</param>
/// <param name="Run">The run whose engine had it last.</param>
/// <param name="Detail">For people: which processes, or why nobody knows.</param>
public sealed record SurvivingAttempt(TargetId Target, int Run, string Detail);
