namespace Ketrew.Engine.Tests.Automaton.Page;

/// <summary>An arrow of a diagram.</summary>
internal readonly record struct StateEdge(string From, string To, string Label);
