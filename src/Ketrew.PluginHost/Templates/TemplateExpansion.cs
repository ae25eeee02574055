using Ketrew.PluginHost.Scripting;
using Ketrew.PluginHost.Scripting.Values;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;
using Ketrew.Sdk.Templates;

namespace Ketrew.PluginHost.Templates;

/// <summary>One expansion of a template stanza. Used once.</summary>
internal sealed class TemplateExpansion
{
    private readonly TemplateDefinition _definition;
    private readonly StanzaContext _context;
    private readonly TemplateEmission _emission;
    private readonly TemplateQuestions _questions;
    private readonly TemplateTexts _texts;
    private readonly TemplateBudget _budget;
    private readonly ScriptScope _names;
    private readonly FieldOrigins _origins = new();

    // What the innermost `for` with an item of the user's is at: what is emitted meanwhile is emitted for that.
    private string _origin = "";

    /// <param name="definition">What the stanza stands for.</param>
    /// <param name="program">Its texts.</param>
    /// <param name="context">Takes stanzas and problems, answers questions.</param>
    public TemplateExpansion(TemplateDefinition definition, TemplateProgram program, StanzaContext context)
    {
        _definition = definition;
        _context = context;
        _emission = new TemplateEmission(context);
        _questions = new TemplateQuestions(context);
        _texts = new TemplateTexts(program, _questions);
        _names = ScriptScope.Create(TemplateBudget.Scripts);
        _budget = new TemplateBudget(_names.Budget);
    }

    /// <summary>Emits everything.</summary>
    /// <param name="fields">Bound.</param>
    /// <exception cref="TemplateException">The template makes no sense for these fields, or a limit is reached.</exception>
    public void Run(MappingNode fields)
    {
        _questions.AddTo(_names);
        ScriptScope scope = _names.Begin();
        foreach (FieldNode field in fields.Fields)
        {
            Value value = NodeValues.ToValue(field.Value);
            _origins.Add(value, FieldPath.Stanza / field.Name);
            scope.Set(field.Name, value);
        }

        scope = scope.Child();
        _texts.Run(_definition.Script, scope);
        List<Piece> stanzas = [];
        AddItems(_definition.Expand, scope, stanzas);

        // What an error left half made would be told as wrong, too.
        if (!HasFailed(_context))
        {
            _emission.Emit(stanzas);
        }
    }

    /// <summary>True when the template has reported an error itself; what follows is most likely its consequence.</summary>
    public static bool HasFailed(StanzaContext context) => context.Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);

    // What a node gives where one value is wanted; null for nothing.
    private Piece? ValueOf(TemplateNode node, ScriptScope scope)
    {
        switch (node)
        {
            case TemplateNode.Literal literal:
                return Count(new Piece.Scalar(literal.Place, (ScalarNode)literal.Value));
            case TemplateNode.Text text:
                return ValueOf(text, scope);
            case TemplateNode.Mapping mapping:
                return Count(new Piece.Fields(mapping.Place, FieldsOf(mapping, scope)) { Origin = _origin });
            case TemplateNode.For { IsMerge: true } merge:
                return Count(new Piece.Fields(merge.Place, Merge(merge, scope)));
            case TemplateNode.If choice:
                return Choose(choice, scope) is { } chosen ? ValueOf(chosen, scope) : null;
            case TemplateNode.Let { In: { } inner } let:
                return ValueOf(inner, Introduce(let, scope));
            default:
                List<Piece> items = [];
                AddItems(node, scope, items);
                return Count(new Piece.Items(node.Place, items));
        }
    }

    // What a node gives where a list is wanted: a list adds its items, anything else itself.
    private void AddItems(TemplateNode node, ScriptScope scope, List<Piece> items)
    {
        switch (node)
        {
            case TemplateNode.List list:
                AddList(list, scope, items);
                break;
            case TemplateNode.For { IsMerge: false } loop:
                foreach (ScriptScope round in Rounds(loop, scope))
                {
                    AddItems(loop.Body, round, items);
                }

                break;
            case TemplateNode.If choice:
                if (Choose(choice, scope) is { } chosen)
                {
                    AddItems(chosen, scope, items);
                }

                break;
            case TemplateNode.Let { In: { } inner } let:
                AddItems(inner, Introduce(let, scope), items);
                break;
            default:
                if (ValueOf(node, scope) is { } value)
                {
                    items.Add(value);
                }

                break;
        }
    }

    private void AddList(TemplateNode.List list, ScriptScope scope, List<Piece> items)
    {
        foreach (TemplateNode item in list.Items)
        {
            if (item is TemplateNode.Let { In: null } let)
            {
                scope = Introduce(let, scope);
            }
            else if (item.IsControl)
            {
                AddItems(item, scope, items);
            }
            else if (ValueOf(item, scope) is { } value)
            {
                items.Add(value);
            }
        }
    }

    private Piece? ValueOf(TemplateNode.Text text, ScriptScope scope)
    {
        Value value = _texts.Evaluate(text, scope);
        Piece? piece = value is NullValue ? null : _texts.At(text.Place, () => Piece.From(value, text.Place, _budget));
        return piece is Piece.Fields fields ? fields with { Origin = _origins.Of(value) } : piece;
    }

    private List<PieceField> FieldsOf(TemplateNode.Mapping mapping, ScriptScope scope)
    {
        List<PieceField> fields = new(mapping.Entries.Length);
        foreach (TemplateEntry entry in mapping.Entries)
        {
            if (ValueOf(entry.Value, scope) is { } value)
            {
                Add(new PieceField(entry.Place, _texts.NameOf(entry, scope), value), fields);
            }
        }

        return fields;
    }

    private List<PieceField> Merge(TemplateNode.For merge, ScriptScope scope)
    {
        List<PieceField> fields = [];
        foreach (ScriptScope round in Rounds(merge, scope))
        {
            Piece? value = ValueOf(merge.Body, round);
            Piece.Fields? mapping = value as Piece.Fields;
            if (value is not null && mapping is null)
            {
                throw Fail(value.Place, $"`merge` makes one mapping of mappings, and this is {value.Description}");
            }

            foreach (PieceField field in mapping?.Values ?? [])
            {
                Add(field, fields);
            }
        }

        return fields;
    }

    private static void Add(PieceField field, List<PieceField> fields)
    {
        if (fields.Exists(other => other.Name == field.Name))
        {
            throw Fail(field.Place, $"`{field.Name}` is given twice in one mapping");
        }

        fields.Add(field);
    }

    private TemplateNode? Choose(TemplateNode.If choice, ScriptScope scope) =>
        _texts.Evaluate(choice.Condition, scope).IsTrue ? choice.Then : choice.Else;

    private ScriptScope Introduce(TemplateNode.Let let, ScriptScope scope)
    {
        foreach (TemplateEntry variable in let.Variables)
        {
            ScriptScope inner = scope.Child();
            inner.Set(variable.Name, VariableOf(variable.Value, scope));
            scope = inner;
        }

        return scope;
    }

    // A function or a range stays one: it needn't be something that YAML can hold. A range that is too long for an array is of no use later, either.
    private Value VariableOf(TemplateNode node, ScriptScope scope)
    {
        if (node is not TemplateNode.Text text)
        {
            return ValueOf(node, scope) is { } piece ? NodeValues.ToValue(piece.ToNode([])) : Value.Null;
        }

        Value value = _texts.Evaluate(text, scope);
        return value is RangeValue range ? _texts.At(text.Place, () => range.Bounded(_names.Budget)) : value;
    }

    private IEnumerable<ScriptScope> Rounds(TemplateNode.For loop, ScriptScope scope)
    {
        string outer = _origin;
        foreach ((Value key, Value item) in Pairs(loop, _texts.Evaluate(loop.In, scope)))
        {
            _texts.At(loop.In.Place, _budget.CountRound);
            ScriptScope round = scope.Child();
            round.Set(loop.Item, item);
            if (loop.Key is { } name)
            {
                round.Set(name, key);
            }

            _origin = _origins.Of(item) is { Length: > 0 } written ? written : outer;
            yield return round;
        }

        _origin = outer;
    }

    private IEnumerable<(Value Key, Value Item)> Pairs(TemplateNode.For loop, Value value) => _texts.At(loop.In.Place, () => ToItems(value)) switch
    {
        ArrayValue array => array.Items.Select((item, index) => (Value.From(index), item)),
        ObjectValue members when loop.Key is not null => members.Members.Select(member => (Value.From(member.Key), member.Value)),
        ObjectValue members => members.Members.Select(member => (Value.Null, (Value)new ObjectValue().With("key", Value.From(member.Key)).With("value", member.Value))),
        _ => throw new TemplateException(new TemplateFailure(
            $"`for` wants an array, not {value.Description}",
            value is NullValue ? $"({loop.In.Source} ?? [])" : null,
            new TemplatePlace(loop.In.Place, loop.In.Offset, loop.In.Source.Length))),
    };

    private Value ToItems(Value value) => value is RangeValue range ? new ArrayValue(_budget.ItemsOf(range)) : value;

    private Piece Count(Piece piece) => _texts.At(piece.Place, () => _budget.Count(piece));

    private static TemplateException Fail(int place, string message) => new(TemplateFailure.At(place, message));
}
