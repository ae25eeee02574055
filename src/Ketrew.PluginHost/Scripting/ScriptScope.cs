using System.Diagnostics.CodeAnalysis;
using Ketrew.PluginHost.Scripting.BuiltIns;
using Ketrew.PluginHost.Scripting.Running;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting;

/// <summary>The names that a text sees: its own, those of the scopes around it, and the built-in ones; with the budget that all of them share.</summary>
internal sealed class ScriptScope
{
    private ScriptScope(ObjectValue members, ScriptScope? parent, ScriptBudget budget, bool isLoop)
    {
        Members = members;
        Parent = parent;
        Budget = budget;
        IsLoop = isLoop;
    }

    /// <summary>The names of this scope alone; what <c>this</c> is.</summary>
    public ObjectValue Members { get; }

    internal ScriptScope? Parent { get; }

    internal ScriptBudget Budget { get; }

    // Holds nothing but the variable of a loop: what a loop assigns belongs to the scope around it.
    internal bool IsLoop { get; }

    /// <summary>A scope with the built-in names, for one expansion.</summary>
    /// <param name="limits">The defaults when null.</param>
    public static ScriptScope Create(ScriptLimits? limits = null)
    {
        ScriptBudget budget = new(limits ?? new ScriptLimits());
        return new ScriptScope(BuiltInNames.All, null, budget, isLoop: false).Child();
    }

    /// <summary>A scope inside this one: it sees all, and what is set there stays there.</summary>
    public ScriptScope Child() => With(new ObjectValue());

    /// <summary>A scope inside this one, with which <c>this</c> begins: what lies further out is known by its name alone.</summary>
    public ScriptScope Begin() => new(new ObjectValue(), this, Budget, isLoop: false) { IsBeginning = true };

    /// <summary>Sets a name of this scope.</summary>
    /// <param name="name">What isn't an identifier can be read as <c>this["name"]</c>.</param>
    /// <param name="value">An array or object that texts mustn't change has to be frozen.</param>
    /// <exception cref="ScriptException">The name is read-only.</exception>
    public void Set(string name, Value value) => Members.Set(name, value);

    /// <summary>Puts a function into this scope.</summary>
    /// <inheritdoc cref="HostFunction" path="/param"/>
    public void SetFunction(string name, string parameters, Func<CallArguments, Value> body) => Set(name, new HostFunction(name, parameters, body));

    /// <summary>The value of a name, here or further out.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out Value? value)
    {
        for (ScriptScope? scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope.Members.TryGet(name, out value))
            {
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>A scope for one text: all names are its own, so that <c>this</c> has them and what it assigns is seen by no other.</summary>
    internal ScriptScope ForText()
    {
        if (Parent is null)
        {
            return Child();
        }

        ScriptScope copy = IsBeginning ? Parent.Child() : Parent.ForText();
        foreach ((string name, Value value) in Members.Members)
        {
            copy.Members.Set(name, value);
        }

        return copy;
    }

    internal ScriptScope With(ObjectValue members) => new(members, this, Budget, isLoop: false);

    internal ScriptScope Loop(string name, Value value) => new(new ObjectValue().With(name, value), this, Budget, isLoop: true);

    /// <summary>Sets a name where an assignment does: a loop's variable in its loop, all else in the innermost scope that isn't a loop's.</summary>
    internal void Assign(string name, Value value)
    {
        ScriptScope scope = this;
        while (scope.IsLoop && scope.Parent is { } parent && !scope.Members.TryGet(name, out _))
        {
            scope = parent;
        }

        scope.Members.Set(name, value);
    }

    internal ScriptScope WithoutLoops
    {
        get
        {
            ScriptScope scope = this;
            while (scope.IsLoop && scope.Parent is { } parent)
            {
                scope = parent;
            }

            return scope;
        }
    }

    private bool IsBeginning { get; init; }

    internal IEnumerable<string> AllNames()
    {
        for (ScriptScope? scope = this; scope is not null; scope = scope.Parent)
        {
            foreach (string name in scope.Members.Names)
            {
                yield return name;
            }
        }
    }
}
