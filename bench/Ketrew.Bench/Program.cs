using System.CommandLine;
using Ketrew.Bench;

return new RootCommand("Measures Ketrew beside other tools.") { GraphCommand.Create(), ExpansionCommand.Create(), EngineCommand.Create(), SandboxCommand.Create() }.Parse(args).Invoke();
