using System.Text.Json.Serialization;

namespace Ketrew.Sdk.Describing;

/// <summary>What may be written as the value of a field, as far as it can be said without context: never narrower than what is accepted, possibly wider.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Any), "any")]
[JsonDerivedType(typeof(Text), "text")]
[JsonDerivedType(typeof(Bare), "bare")]
[JsonDerivedType(typeof(Flag), "flag")]
[JsonDerivedType(typeof(Integer), "integer")]
[JsonDerivedType(typeof(Number), "number")]
[JsonDerivedType(typeof(Duration), "duration")]
[JsonDerivedType(typeof(Size), "size")]
[JsonDerivedType(typeof(Path), "path")]
[JsonDerivedType(typeof(Glob), "glob")]
[JsonDerivedType(typeof(Words), "words")]
[JsonDerivedType(typeof(List), "list")]
[JsonDerivedType(typeof(Map), "map")]
[JsonDerivedType(typeof(Record), "record")]
[JsonDerivedType(typeof(Reference), "reference")]
[JsonDerivedType(typeof(Nullable), "nullable")]
[JsonDerivedType(typeof(Shapes), "shapes")]
internal abstract record FieldType
{
    private FieldType()
    {
    }

    /// <summary>A list; one item may be written without brackets.</summary>
    /// <param name="item">What an item takes; anything but a list.</param>
    public static FieldType OneOrMore(FieldType item) => new Shapes(item, new List(item), item);

    /// <summary>Anything.</summary>
    public sealed record Any : FieldType;

    /// <summary>Text; numbers and booleans count as the text that was written.</summary>
    public sealed record Text : FieldType
    {
        /// <summary>A regular expression (of both .NET and ECMAScript) that matches somewhere in it. Default: empty, any text.</summary>
        public string Pattern { get; init; } = "";

        /// <summary>What to call text that the pattern takes: <c>a name</c>. Default: empty.</summary>
        public string Wanted { get; init; } = "";
    }

    /// <summary>A number or a boolean that counts as the text that was written, where other text is refused.</summary>
    public sealed record Bare : FieldType;

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public sealed record Flag : FieldType;

    /// <summary>A whole number.</summary>
    /// <param name="Least">The smallest.</param>
    /// <param name="Most">The greatest.</param>
    /// <param name="TakesText">True when one in quotes is taken, too.</param>
    public sealed record Integer(long Least, long Most, bool TakesText = false) : FieldType;

    /// <summary>A number.</summary>
    /// <param name="Least">The smallest; null for no limit.</param>
    /// <param name="TakesText">True when one in quotes is taken, too.</param>
    public sealed record Number(double? Least, bool TakesText = false) : FieldType;

    /// <summary>A duration: <c>2h30m</c>.</summary>
    public sealed record Duration : FieldType;

    /// <summary>A number of bytes: <c>8GiB</c>.</summary>
    public sealed record Size : FieldType;

    /// <summary>The path of a file or directory.</summary>
    public sealed record Path : FieldType;

    /// <summary>A path, or a pattern of paths.</summary>
    public sealed record Glob : FieldType;

    /// <summary>One of a few words.</summary>
    /// <param name="Choices">As they are written.</param>
    /// <param name="TakesHyphens">True when <c>-</c> and <c>_</c> are the same in them.</param>
    public sealed record Words(ValueList<string> Choices, bool TakesHyphens = false) : FieldType;

    /// <summary>A list in brackets, or with one <c>-</c> per item.</summary>
    /// <param name="Item">What each item takes.</param>
    public sealed record List(FieldType Item) : FieldType;

    /// <summary>A mapping with names of the user's choice.</summary>
    /// <param name="Value">What each value takes.</param>
    public sealed record Map(FieldType Value) : FieldType
    {
        /// <summary>What each name must be. Default: any text.</summary>
        public Text Name { get; init; } = new();
    }

    /// <summary>A mapping with fixed names.</summary>
    /// <param name="Fields">Each name once, in the order in which people should read them.</param>
    public sealed record Record(ValueList<FieldDescription> Fields) : FieldType;

    /// <summary>A type that is described elsewhere, which may hold itself.</summary>
    /// <param name="Name">Of a <see cref="NamedType"/>.</param>
    public sealed record Reference(string Name) : FieldType;

    /// <summary>A type, or nothing: <c>null</c>.</summary>
    /// <param name="Inner">The type.</param>
    public sealed record Nullable(FieldType Inner) : FieldType;

    /// <summary>Types told apart by how a value is written.</summary>
    /// <param name="Scalar">What one value without parts may be.</param>
    /// <param name="Sequence">What a list may be; null when none is taken.</param>
    /// <param name="Mapping">What a mapping may be; null when none is taken.</param>
    public sealed record Shapes(FieldType Scalar, FieldType? Sequence, FieldType? Mapping) : FieldType;
}
