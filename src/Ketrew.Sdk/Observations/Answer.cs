using System.Diagnostics;

namespace Ketrew.Sdk.Observations;

/// <summary>What the engine said to a <see cref="Question"/>. Equal answers make a recorded expansion valid again.</summary>
public abstract record Answer
{
    private Answer()
    {
    }

    /// <summary>A content, a value, a name.</summary>
    /// <param name="Value">As it is; not trimmed.</param>
    public sealed record Text(string Value) : Answer;

    /// <summary>The bytes of a file.</summary>
    /// <param name="Value">All of them.</param>
    public sealed record Bytes(ValueList<byte> Value) : Answer;

    /// <summary>Lines, paths or names, in a defined order.</summary>
    /// <param name="Values">Ordinal order for paths and names, file order for lines.</param>
    public sealed record Items(ValueList<string> Values) : Answer;

    /// <summary>What is at a path.</summary>
    /// <param name="Kind">Also <see cref="EntryKind.Missing"/>.</param>
    public sealed record Entry(EntryKind Kind) : Answer;

    /// <summary>There is no such file, value or variable.</summary>
    public sealed record Missing : Answer;

    /// <summary>The question can't be answered: a directory where a file is wanted, a path outside the project, a name that isn't allowed.</summary>
    /// <param name="Reason">One lower-case clause.</param>
    public sealed record Refused(string Reason) : Answer;

    /// <summary>A target has to be brought up to date first. The expansion ends here, and begins again when that is done; never recorded.</summary>
    public sealed record Late : Answer;

    /// <summary>The kind and the values: how an answer is sent and recorded.</summary>
    internal ValueList<string> ToParts() => this switch
    {
        Text answer => ["text", answer.Value],
        Bytes answer => ["bytes", Convert.ToBase64String(answer.Value.AsSpan())],
        Items answer => ["items", .. answer.Values],
        Entry answer => ["entry", NameOf(answer.Kind)],
        Missing => ["missing"],
        Refused answer => ["refused", answer.Reason],
        Late => ["late"],
        _ => throw new UnreachableException(),
    };

    /// <summary>What <see cref="ToParts"/> made.</summary>
    /// <exception cref="FormatException">No answer has these parts.</exception>
    internal static Answer FromParts(ValueList<string> parts) => parts.AsSpan() switch
    {
        ["text", var value] => new Text(value),
        ["bytes", var value] => new Bytes(ValueList.Create<byte>(Convert.FromBase64String(value))),
        ["items", .. var values] => new Items(ValueList.Create(values)),
        ["entry", var name] when Enum.GetValues<EntryKind>().Any(kind => NameOf(kind) == name) =>
            new Entry(Enum.GetValues<EntryKind>().First(kind => NameOf(kind) == name)),
        ["missing"] => new Missing(),
        ["refused", var reason] => new Refused(reason),
        ["late"] => new Late(),
        _ => throw new FormatException($"`{string.Join(' ', parts)}` is no answer."),
    };

    /// <summary>How people read an <see cref="EntryKind"/>.</summary>
    internal static string NameOf(EntryKind kind) => kind switch
    {
        EntryKind.Missing => "missing",
        EntryKind.File => "file",
        EntryKind.Directory => "directory",
        EntryKind.DanglingLink => "dangling link",
        _ => throw new UnreachableException(),
    };
}
