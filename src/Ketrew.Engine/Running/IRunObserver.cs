namespace Ketrew.Engine.Running;

/// <summary>Watches a run. Everything it hears is stored already.</summary>
public interface IRunObserver
{
    /// <summary>Something happened. Called by one thread at a time; the run waits for it, so it should be quick.</summary>
    /// <param name="happened">What.</param>
    void OnNext(RunEvent happened);
}
