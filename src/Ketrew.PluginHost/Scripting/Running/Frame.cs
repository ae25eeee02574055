using Ketrew.PluginHost.Scripting.Statements;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.Running;

/// <summary>What one run of a text, or one call of a function, has for itself.</summary>
internal sealed class Frame
{
    private Frame(ScriptScope scope, ArrayValue arguments, Dictionary<string, int> cycles)
    {
        Scope = scope;
        Arguments = arguments;
        Cycles = cycles;
        Output = new BoundedText(scope.Budget);
    }

    /// <summary>The innermost names.</summary>
    public ScriptScope Scope { get; set; }

    public ScriptBudget Budget => Scope.Budget;

    /// <summary>Variables with <c>$</c>.</summary>
    public ObjectValue Locals { get; } = new();

    /// <summary>What <c>$</c> is.</summary>
    public ArrayValue Arguments { get; }

    /// <summary>What <c>$$</c> runs; null outside a function that <c>wrap</c> called.</summary>
    public Statement? Wrapped { get; init; }

    /// <summary>How often each group of <c>array.cycle</c> was asked; shared by all frames of a run.</summary>
    public Dictionary<string, int> Cycles { get; }

    public BoundedText Output { get; set; }

    /// <summary>What <c>ret</c> said; null before it.</summary>
    public Value? Returned { get; set; }

    /// <summary>What <c>for</c> and <c>while</c> are inside their loops.</summary>
    public ObjectValue? ForLoop { get; set; }

    public ObjectValue? WhileLoop { get; set; }

    /// <summary>For a run of a text.</summary>
    public static Frame Start(ScriptScope scope) => new(scope, new ArrayValue([]), []);

    /// <summary>For a call.</summary>
    public Frame Enter(ScriptScope scope, ArrayValue arguments, Statement? wrapped) => new(scope, arguments, Cycles) { Wrapped = wrapped };
}
