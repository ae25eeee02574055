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
    private readonly HashSet<(string, int)> _told = [];

    private SymbolCheck(SemanticModel model)
    {
        _model = model;
        _own = model.Compilation.Assembly;
    }

    /// <summary>The places with something that isn't available, in their order; the same thing once on each line.</summary>
    public static IReadOnlyList<Refusal> Check(SemanticModel model)
    {
        SymbolCheck check = new(model);
        // What `nameof` names isn't used.
        foreach (SyntaxNode node in model.SyntaxTree.GetRoot().DescendantNodes(node => !check.IsNameof(node)))
        {
            check.CheckWords(node);
            check.CheckSymbol(node);
        }

        return check._refusals;
    }

    private bool IsNameof(SyntaxNode node) =>
        node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } } && _model.GetSymbolInfo(node).Symbol is null && _model.GetConstantValue(node).HasValue;

    private void CheckWords(SyntaxNode node)
    {
        foreach (SyntaxToken token in node.ChildTokens().Where(token => token.Kind() is SyntaxKind.AsyncKeyword or SyntaxKind.AwaitKeyword or SyntaxKind.UnsafeKeyword or SyntaxKind.ExternKeyword))
        {
            Report(Refusal.OfWord(token.Text, token.Span));
        }

        if (node is DestructorDeclarationSyntax destructor)
        {
            Report(Refusal.OfWord("finalizer", TextSpan.FromBounds(destructor.TildeToken.SpanStart, destructor.Identifier.Span.End)));
        }

        if (node is MakeRefExpressionSyntax or RefTypeExpressionSyntax or RefValueExpressionSyntax)
        {
            Report(new Refusal(node.GetFirstToken().Text, Advice.For("System.TypedReference"), node.GetFirstToken().Span));
        }
    }

    private void CheckSymbol(SyntaxNode node)
    {
        if (node is ExpressionSyntax expression && _model.GetTypeInfo(expression).Type?.TypeKind == TypeKind.Dynamic)
        {
            Report(Refusal.OfWord("dynamic", node.Span));
            return;
        }

        if (node is ExpressionSyntax { Parent: ObjectCreationExpressionSyntax or AttributeSyntax } || IsQualifier(node) || _model.GetSymbolInfo(node).Symbol is not { } symbol)
        {
            return;
        }

        if (SymbolNames.Of(symbol, _own) is { } name && !AllowedSymbols.Table.Allow(name) && !(name.OuterType == "HashCode" && IsInHashMethod(node)))
        {
            Report(Refusal.Of(name, SpanOf(node)));
        }
        else if (symbol is IMethodSymbol { Name: HashMethod } && !IsInHashMethod(node))
        {
            Report(new Refusal(HashMethod, Advice.For("System.Object.GetHashCode"), SpanOf(node)));
        }
    }

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
        _ when node.Parent is MemberAccessExpressionSyntax access && access.Name == node => SpanOf(access),
        _ when node.Parent is QualifiedNameSyntax qualified && qualified.Right == node => qualified.Span,
        ObjectCreationExpressionSyntax creation => TextSpan.FromBounds(creation.SpanStart, creation.Type.Span.End),
        _ => node.Span,
    };

    private void Report(Refusal refusal)
    {
        int line = _model.SyntaxTree.GetText().Lines.GetLineFromPosition(refusal.Span.Start).LineNumber;
        if (_told.Add((refusal.Written, line)))
        {
            _refusals.Add(refusal);
        }
    }
}
