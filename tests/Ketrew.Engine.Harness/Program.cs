using System.Globalization;
using Ketrew.Backends.Local;
using Ketrew.Engine.Harness;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Running;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;

// Runs a layered plan of many small targets in a directory, or for 0 the one that gets stuck,
// telling on standard output every target that is done.
ProjectDirectory project = new(args[0]);
int count = int.Parse(args[1], CultureInfo.InvariantCulture);
Plan plan = count == 0 ? LayeredPlan.CreateStuck() : LayeredPlan.Create(count);
if (!TargetGraph.TryBuild(plan, out TargetGraph? graph, out _) || !graph.TrySelect([], out Selection? selection, out _))
{
    return 2;
}

ValueList<NamedValue> environment = BaseEnvironment.Select(
    [new KeyValuePair<string, string>("PATH", Environment.GetEnvironmentVariable("PATH") ?? "")]);
using LocalBackend backend = new(environment, Environment.MachineName, TimeProvider.System);
using StateStore store = StateStore.Open(project, new LockOwner(Environment.ProcessId, Environment.MachineName, TimeProvider.System.GetUtcNow()));
RunSummary summary = await new RunEngine(store, [backend], TimeProvider.System).RunAsync(
    selection, new RunOptions { Jobs = 4 }, new PrintingObserver(), new RunControl());
return summary.IsSuccess ? 0 : 1;
