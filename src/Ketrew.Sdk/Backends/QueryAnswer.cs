using System.Text.Json.Serialization;

namespace Ketrew.Sdk.Backends;

/// <summary>What came of a query.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "answer")]
[JsonDerivedType(typeof(Text), "text")]
[JsonDerivedType(typeof(Rows), "rows")]
public abstract record QueryAnswer
{
    private QueryAnswer()
    {
    }

    /// <summary>As it is to be printed.</summary>
    /// <param name="Content">May be empty, and may be long.</param>
    public sealed record Text(string Content) : QueryAnswer;

    /// <summary>Rows and columns.</summary>
    /// <param name="Content">What they hold.</param>
    public sealed record Rows(DataTable Content) : QueryAnswer;
}
