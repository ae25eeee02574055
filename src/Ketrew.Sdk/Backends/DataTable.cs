namespace Ketrew.Sdk.Backends;

/// <summary>Rows and columns of texts.</summary>
/// <param name="Columns">Their names, lower case: they are keys of objects in JSON.</param>
/// <param name="Rows">As many cells in each as there are columns.</param>
public sealed record DataTable(ValueList<string> Columns, ValueList<ValueList<string>> Rows);
