using System.Runtime.CompilerServices;

namespace Ketrew.PluginHost.Scripting.Running;

/// <summary>What is left of the limits; shared by all that belongs to one expansion.</summary>
internal sealed class ScriptBudget(ScriptLimits limits)
{
    // Expressions and statements inside each other, over all calls: what a thread's stack bears in a debug build.
    private const int Nesting = 1_500;

    private const int ItemsPerStep = 64;

    private const int CharactersPerStep = 1024;

    private long _steps = limits.Steps;
    private int _calls;
    private int _nesting;

    public int TextLength => limits.TextLength;

    public void Spend(long steps = 1)
    {
        _steps -= steps;
        if (_steps < 0)
        {
            throw new ScriptException($"this takes more than {limits.Steps} steps", "expand fewer things, or write a plugin in C#");
        }
    }

    public void SpendItems(long count)
    {
        if (count > limits.Items)
        {
            throw new ScriptException($"an array of more than {limits.Items} items");
        }

        Spend(1 + (count / ItemsPerStep));
    }

    public void SpendText(long length)
    {
        if (length > limits.TextLength)
        {
            throw new ScriptException($"a text of more than {limits.TextLength} characters");
        }

        Spend(length / CharactersPerStep);
    }

    public void EnterCall()
    {
        Spend();
        if (++_calls > limits.Recursion)
        {
            throw new ScriptException($"more than {limits.Recursion} calls inside each other");
        }
    }

    public void LeaveCall() => _calls--;

    public void Enter()
    {
        if (++_nesting > Nesting || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ScriptException("this is nested too deep");
        }
    }

    public void Leave() => _nesting--;

    /// <summary>Forgets after an exception how deep the work was: the budget outlives it.</summary>
    public T Isolate<T>(Func<T> work)
    {
        (int calls, int nesting) = (_calls, _nesting);
        try
        {
            return work();
        }
        finally
        {
            (_calls, _nesting) = (calls, nesting);
        }
    }
}
