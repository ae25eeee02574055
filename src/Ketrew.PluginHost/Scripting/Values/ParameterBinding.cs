using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.PluginHost.Scripting.Values;

/// <summary>Which argument belongs to which parameter.</summary>
internal static class ParameterBinding
{
    /// <summary>One value for each parameter; null for an optional one that is left out.</summary>
    /// <exception cref="ScriptException">There are too many or too few, or a name is unknown or used twice.</exception>
    public static Value?[] Bind(
        FunctionValue function, ValueList<Parameter> parameters, IReadOnlyList<Value> arguments, IReadOnlyList<KeyValuePair<string, Value>> named)
    {
        Value?[] bound = new Value?[parameters.Count];
        BindPositions(function, parameters, arguments, bound);
        foreach ((string name, Value value) in named)
        {
            BindName(function, parameters, name, value, bound);
        }

        for (int i = 0; i < bound.Length; i++)
        {
            if (bound[i] is null && parameters[i] is { IsOptional: false, IsVariadic: false })
            {
                throw new ScriptException($"`{function.Name}` wants `{parameters[i].Name}`", $"`{function.Signature}`");
            }
        }

        return bound;
    }

    private static void BindPositions(FunctionValue function, ValueList<Parameter> parameters, IReadOnlyList<Value> arguments, Value?[] bound)
    {
        bool isVariadic = parameters.Count > 0 && parameters[^1].IsVariadic;
        int single = isVariadic ? parameters.Count - 1 : parameters.Count;
        if (arguments.Count > single && !isVariadic)
        {
            string takes = single switch { 0 => "nothing", 1 => "1 argument", _ => $"{single} arguments" };
            throw new ScriptException($"`{function.Name}` takes {takes}, and is given {arguments.Count}", $"`{function.Signature}`");
        }

        for (int i = 0; i < Math.Min(single, arguments.Count); i++)
        {
            bound[i] = arguments[i];
        }

        if (isVariadic)
        {
            bound[single] = new ArrayValue(arguments.Skip(single));
        }
    }

    private static void BindName(FunctionValue function, ValueList<Parameter> parameters, string name, Value value, Value?[] bound)
    {
        int index = parameters.ToList().FindIndex(parameter => parameter.Name == name);
        if (index < 0)
        {
            string? nearest = NearestName.Of(name, parameters.Select(parameter => parameter.Name));
            throw new ScriptException($"`{function.Name}` has no parameter `{name}`", nearest is null ? $"`{function.Signature}`" : $"did you mean `{nearest}`?");
        }

        if (bound[index] is not null)
        {
            throw new ScriptException($"`{name}` is given twice to `{function.Name}`", $"`{function.Signature}`");
        }

        bound[index] = value;
    }
}
