using System.Text;

namespace Ketrew.PluginHost.Scripting.Running;

/// <summary>A text that grows up to the limit.</summary>
internal sealed class BoundedText(ScriptBudget budget)
{
    private readonly StringBuilder _text = new();

    public bool IsEmpty => _text.Length == 0;

    public BoundedText Append(ReadOnlySpan<char> text)
    {
        if (text.Length > budget.TextLength - _text.Length)
        {
            throw new ScriptException($"a text of more than {budget.TextLength} characters");
        }

        _text.Append(text);
        return this;
    }

    public override string ToString()
    {
        budget.SpendText(_text.Length);
        return _text.ToString();
    }
}
