namespace Ketrew.Expander.Tests.Schemas;

/// <summary>Values as people write them, right and wrong ones, for fields of any type.</summary>
internal static class BoundValues
{
    /// <summary>Told apart by their spelling, which JSON doesn't keep, or by an arithmetic that a schema can't do: a schema may take them where they are refused.</summary>
    public static IReadOnlySet<string> BeyondSchemas { get; } = new HashSet<string>
    {
        "05", "5.", "5.0", "1e3", "0x1F", "0o17", "99999999999999999999", "\"99999999999999999999\"", "\"1e999\"", "99999PiB", "20000d", ".inf", ".nan", "+5", "\"a[\"", "../../out", "/absolute", "True", "TRUE",
    };

    public static string[] All { get; } =
    [
        "null", "~", "text", "\"\"", "\" \"", "true", "True", "TRUE", "false", "\"true\"",
        "5", "+5", "-5", "05", "\"5\"", "\"+5\"", "\" 5\"", "5abc", "5.", "5.0", "5.5", ".5", "\"5.5\"", "\"-.5\"", "1e3", "\"1e3\"", "\"1e999\"", "1.5e", "0x1F", "\"0x1F\"", "0xG", "0o17", "\"0o17\"", "0o8",
        "99999999999999999999", "\"99999999999999999999\"", ".inf", "\".inf\"", ".nan", "\".nan\"", "-.nan", "Infinity", "NaN",
        "0", "0s", "90s", "2h30m", "30m2h", "1d500ms", "20000d", "1.5h", "90 s", "4096", "10KiB", "1.5GB", "10 KB", "10kB", "10kiB", "10 kb", "99999PiB", "1.5B",
        "a-b", "a_b", "a.b", "c-d", "c_d", "A_B", "c++", "ccc", "/absolute", "../../out", "a/../b", "\"*.c\"", "\"!a\"", "\"a[\"",
        "[]", "[text]", "[5, 6]", "[\"5\"]", "[null]", "[90s, 10KiB]", "[[]]", "[[text], [a-b]]", "[text, [c_d]]", "[[[text]]]", "[[null]]",
        "{}", "{ x: a }", "{ x: null }", "{ x: 5 }", "{ y: a }", "{ x: a, y: b }", "{ x: [a] }", "{ x: [[a], []] }", "{ x: { z: a } }", "{ x: {} }", "[{ x: a }]", "[{ x: 5 }, {}]", "[{ x: [a] }]", "{ x: { x: a } }", "{ x: { x: 5 }, y: { x: 6 } }",
    ];
}
