using System.Globalization;

namespace Ketrew.PluginHost.Scripting.Values;

internal sealed class NullValue : Value
{
    private NullValue()
    {
    }

    public static NullValue Instance { get; } = new();

    public override string Description => "null";

    public override string Type => "";

    public override bool IsTrue => false;
}

internal sealed class BooleanValue : Value
{
    private BooleanValue(bool value) => Boolean = value;

    public static new BooleanValue True { get; } = new(true);

    public static new BooleanValue False { get; } = new(false);

    public bool Boolean { get; }

    public override string Description => "a boolean";

    public override string Type => "boolean";

    public override string Kind => "bool";

    public override bool IsTrue => Boolean;
}

/// <summary>A whole number or a fraction.</summary>
internal abstract class NumberValue : Value
{
    public abstract double Double { get; }

    public override string Type => "number";

    /// <summary>The whole number; null when it is a fraction or doesn't fit.</summary>
    public abstract long? Whole { get; }

    /// <summary>A text that reads back as the same number.</summary>
    public abstract string Text { get; }
}

internal sealed class IntegerValue(long value) : NumberValue
{
    public long Integer { get; } = value;

    public override double Double => Integer;

    public override long? Whole => Integer;

    public override string Text => Integer.ToString(CultureInfo.InvariantCulture);

    public override string Description => "an integer";

    public override string Kind => Integer is >= int.MinValue and <= int.MaxValue ? "int" : "long";
}

internal sealed class FloatValue(double value) : NumberValue
{
    // The first double that is too large for a long.
    private const double Limit = 9223372036854775808d;

    public override double Double { get; } = value;

    public override long? Whole => Math.Floor(Double) == Double && Double is >= -Limit and < Limit ? (long)Double : null;

    public override string Text => Double.ToString("R", CultureInfo.InvariantCulture);

    public override string Description => "a float";

    public override string Kind => "double";
}

internal sealed class StringValue(string text) : Value
{
    public string Text { get; } = text;

    public override string Description => "a string";

    public override string Type => "string";
}
