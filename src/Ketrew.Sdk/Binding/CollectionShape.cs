using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Ketrew.Sdk.Binding;

/// <summary>The collections that a field may have: <see cref="ValueList{T}"/>, arrays, what a <c>List</c> is assignable to, and dictionaries with text keys.</summary>
[RequiresUnreferencedCode("Makes collections of the plugin's own types.")]
[RequiresDynamicCode("Makes collections of the plugin's own types.")]
internal abstract record CollectionShape
{
    private static readonly MethodInfo _toValueList = typeof(ValueList).GetMethod(nameof(ValueList.ToValueList))!;

    private static readonly MethodInfo _toImmutable = typeof(ImmutableArray).GetMethods()
        .Single(method => method.Name == nameof(ImmutableArray.CreateRange) && method.GetParameters().Length == 1);

    private CollectionShape()
    {
    }

    /// <summary>The shape of a type; null when it is no collection.</summary>
    public static CollectionShape? Of(Type type)
    {
        if (type.IsArray)
        {
            return new List(type.GetElementType()!, items => items);
        }

        if (!type.IsGenericType)
        {
            return null;
        }

        Type definition = type.GetGenericTypeDefinition();
        Type[] arguments = type.GenericTypeArguments;
        if (definition == typeof(ValueList<>))
        {
            return new List(arguments[0], items => _toValueList.MakeGenericMethod(arguments).Invoke(null, [items])!);
        }

        if (definition == typeof(ImmutableArray<>))
        {
            return new List(arguments[0], items => _toImmutable.MakeGenericMethod(arguments).Invoke(null, [items])!);
        }

        if (arguments.Length == 1 && type.IsAssignableFrom(typeof(List<>).MakeGenericType(arguments)))
        {
            return new List(arguments[0], items => Activator.CreateInstance(typeof(List<>).MakeGenericType(arguments), items)!);
        }

        return arguments.Length == 2 && arguments[0] == typeof(string) && type.IsAssignableFrom(DictionaryOf(arguments[1]))
            ? new Dictionary(arguments[1], () => (IDictionary)Activator.CreateInstance(DictionaryOf(arguments[1]), StringComparer.Ordinal)!)
            : null;
    }

    private static Type DictionaryOf(Type value) => typeof(Dictionary<,>).MakeGenericType(typeof(string), value);

    /// <summary>Values in order.</summary>
    [RequiresUnreferencedCode("Makes collections of the plugin's own types.")]
    [RequiresDynamicCode("Makes collections of the plugin's own types.")]
    public sealed record List(Type Element, Func<Array, object> Create) : CollectionShape;

    /// <summary>Names with values.</summary>
    [RequiresUnreferencedCode("Makes collections of the plugin's own types.")]
    [RequiresDynamicCode("Makes collections of the plugin's own types.")]
    public sealed record Dictionary(Type Value, Func<IDictionary> Create) : CollectionShape;
}
