using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Ketrew.PluginHost.Compiling;

/// <summary>Looks at everything that is written in a single-file plugin. What the compiler adds is the business of <see cref="AssemblyCheck"/>.</summary>
internal sealed class SymbolCheck
{
    private const string HashMethod = "GetHashCode";

    private readonly SemanticModel _model;
    private readonly IAssemblySymbol _own;
    private readonly List<Refusal> _refusals = [];

    private SymbolCheck(SemanticModel model)
    {
        _model = model;
        _own = model.Compilation.Assembly;
    }

    /// <summary>The places with something that isn't available, in their order; on each line one for each advice: `Random random = new();` is one mistake.</summary>
    public static IReadOnlyList<Refusal> Check(SemanticModel model)
    {
        SymbolCheck check = new(model);
        // What `nameof` names isn't used.
        foreach (SyntaxNode node in model.SyntaxTree.GetRoot().DescendantNodes(node => !check.IsNameof(node)))
        {
            check.CheckWords(node);
            check.CheckSymbol(node);
        }

        return [.. check._refusals.OrderBy(refusal => refusal.Place.Start).DistinctBy(refusal => (refusal.Advice, refusal.Place.Start.Line))];
    }

    private bool IsNameof(SyntaxNode node) =>
        node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } } && _model.GetSymbolInfo(node).Symbol is null && _model.GetConstantValue(node).HasValue;

    private void CheckWords(SyntaxNode node)
    {
        foreach (SyntaxToken token in node.ChildTokens().Where(token => token.Kind() is SyntaxKind.AsyncKeyword or SyntaxKind.AwaitKeyword or SyntaxKind.UnsafeKeyword or SyntaxKind.ExternKeyword))
        {
            Report(place => Refusal.OfWord(token.Text, place), token.Span);
        }

        if (node is DestructorDeclarationSyntax destructor)
        {
            Report(place => Refusal.OfWord("finalizer", place), TextSpan.FromBounds(destructor.TildeToken.SpanStart, destructor.Identifier.Span.End));
        }

        if (node is MakeRefExpressionSyntax or RefTypeExpressionSyntax or RefValueExpressionSyntax)
        {
            SyntaxToken word = node.GetFirstToken();
            Report(place => new Refusal(word.Text, Advice.For("System.TypedReference"), place), word.Span);
        }
    }

    private void CheckSymbol(SyntaxNode node)
    {
        if (TraceText.IsMadeBy(node, _model))
        {
            Report(place => new Refusal("Exception.ToString", Advice.For("System.Exception.ToString"), place), SpanOf(node));
            return;
        }

        if (node is ExpressionSyntax expression && _model.GetTypeInfo(expression).Type?.TypeKind == TypeKind.Dynamic)
        {
            Report(place => Refusal.OfWord("dynamic", place), node.Span);
            return;
        }

        if (IsToldWithParent(node) || SymbolOf(node) is not { } symbol)
        {
            return;
        }

        if (SymbolNames.Of(symbol, _own) is { } name && !AllowedSymbols.Table.Allow(name) && !(name.OuterType == "HashCode" && IsInHashMethod(node)))
        {
            Report(place => node is AttributeSyntax ? Refusal.OfAttribute(name, place) : Refusal.Of(name, place), SpanOf(node));
        }
        else if (symbol is IMethodSymbol { Name: HashMethod } && !IsInHashMethod(node))
        {
            Report(place => new Refusal(HashMethod, Advice.For("System.Object.GetHashCode"), place), SpanOf(node));
        }
    }

    // What is called wrongly is told, too: mending the call first would be for nothing.
    private ISymbol? SymbolOf(SyntaxNode node)
    {
        SymbolInfo info = _model.GetSymbolInfo(node);
        return info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
    }

    // The type of `new Random()` comes with the constructor, `WriteLine` with `Console.WriteLine`; `var` isn't written by name.
    private bool IsToldWithParent(SyntaxNode node) => IsQualifier(node) || node is IdentifierNameSyntax { IsVar: true } || node.Parent switch
    {
        ObjectCreationExpressionSyntax creation => creation.Type == node,
        AttributeSyntax attribute => attribute.Name == node,
        MemberAccessExpressionSyntax access => access.Name == node,
        QualifiedNameSyntax qualified => qualified.Right == node,
        _ => false,
    };

    // Of `Console.Out.WriteLine` only the members are told, not the type and the namespace before them.
    private bool IsQualifier(SyntaxNode node) => node.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Expression == node => _model.GetSymbolInfo(node).Symbol is INamespaceOrTypeSymbol,
        QualifiedNameSyntax qualified when qualified.Left == node => true,
        _ => false,
    };

    private static bool IsInHashMethod(SyntaxNode node) => node.Ancestors().OfType<MethodDeclarationSyntax>().Any(method => method.Identifier.Text == HashMethod);

    private TextSpan SpanOf(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax invocation => SpanOf(invocation.Expression),
        MemberAccessExpressionSyntax access when !IsQualifier(access.Expression) => access.Name.Span,
        ObjectCreationExpressionSyntax creation => TextSpan.FromBounds(creation.SpanStart, creation.Type.Span.End),
        _ => node.Span,
    };

    private void Report(Func<LinePositionSpan, Refusal> refuse, TextSpan span) =>
        _refusals.Add(refuse(_model.SyntaxTree.GetText().Lines.GetLinePositionSpan(span)));
}
