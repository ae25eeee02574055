using Ketrew.Engine.Automaton;
using Ketrew.Engine.Running;

namespace Ketrew.Engine.Harness;

/// <summary>Prints the ids of targets as they succeed.</summary>
internal sealed class PrintingObserver : IRunObserver
{
    /// <inheritdoc/>
    public void OnNext(RunEvent happened)
    {
        if (happened is RunEvent.TargetChanged { State: TargetState.Succeeded } done)
        {
            Console.WriteLine(done.Target);
        }
    }
}
