using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ketrew.TestSupport;

/// <summary>A validator of JSON Schema that isn't ours: Python's <c>jsonschema</c>, Debian's package <c>python3-jsonschema</c>.</summary>
public static class SchemaValidator
{
    private const string Script = """
        import json, sys
        from jsonschema import Draft7Validator

        def walk(node):
            if isinstance(node, dict):
                yield node
                for value in node.values():
                    yield from walk(value)
            elif isinstance(node, list):
                for value in node:
                    yield from walk(value)

        def messages(validator, instance):
            return sorted('/' + '/'.join(map(str, error.absolute_path)) + ': ' + error.validator for error in validator.iter_errors(instance))

        task = json.load(sys.stdin)
        schema = task['schema']
        Draft7Validator.check_schema(schema)
        for part in walk(schema):
            if 'default' in part and 'definitions' not in part and not isinstance(part['default'], dict):
                wrong = messages(Draft7Validator({'definitions': schema['definitions'], 'allOf': [part]}), part['default'])
                if wrong:
                    sys.exit('a default that its own schema refuses: ' + str(wrong))
        validator = Draft7Validator(schema)
        json.dump([messages(validator, instance) for instance in task['instances']], sys.stdout)
        """;

    // A Python that somebody put before Debian's may have the package, too, or not.
    private static readonly string[] _interpreters = ["/usr/bin/python3", "python3"];

    private static readonly Lazy<string> _interpreter = new(Find);

    /// <summary>Validates values. The schema is checked itself, and so are the defaults in it.</summary>
    /// <param name="schema">JSON Schema, draft 7.</param>
    /// <param name="instances">JSON values.</param>
    /// <returns>What is wrong with each value, one line for each problem: its place and the keyword that refuses it (messages depend on the version). Empty when it is right.</returns>
    public static async Task<IReadOnlyList<string>> ValidateAsync(string schema, IEnumerable<string> instances)
    {
        JsonObject task = new()
        {
            ["schema"] = JsonNode.Parse(schema),
            ["instances"] = new JsonArray([.. instances.Select(instance => JsonNode.Parse(instance))]),
        };
        using Process process = Start(_interpreter.Value, Script);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(task.ToJsonString());
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? [.. JsonSerializer.Deserialize<string[][]>(await output)!.Select(messages => string.Join('\n', messages))]
            : throw new InvalidOperationException($"The schema is wrong: {await error}");
    }

    private static string Find() => _interpreters.FirstOrDefault(CanValidate)
        ?? throw new InvalidOperationException("There is no validator of JSON Schema: install the package python3-jsonschema.");

    private static bool CanValidate(string interpreter)
    {
        try
        {
            using Process process = Start(interpreter, "import jsonschema");
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static Process Start(string interpreter, string script) => Process.Start(new ProcessStartInfo(interpreter, ["-c", script])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
