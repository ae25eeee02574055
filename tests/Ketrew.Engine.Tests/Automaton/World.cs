using Ketrew.Engine.Automaton;

namespace Ketrew.Engine.Tests.Automaton;

/// <summary>A target, and what can come to it next. Only what was asked for is answered, and once; an attempt begins, ends and exceeds its
/// timeout at most once; earlier engines left one attempt at most; people and networks do what they like.</summary>
internal sealed record World
{
    private static readonly Dictionary<TargetActions, Type[]> _answers = new()
    {
        [TargetActions.Evaluate] =
        [
            typeof(TargetEvent.ConditionHeld), typeof(TargetEvent.ConditionOpen), typeof(TargetEvent.FoundRunning), typeof(TargetEvent.Faulted),
        ],
        [TargetActions.ActivateNeeds] = [typeof(TargetEvent.NeedsMet), typeof(TargetEvent.NeedsBroken)],
        [TargetActions.Check] =
        [
            typeof(TargetEvent.FoundCurrent), typeof(TargetEvent.FoundStale), typeof(TargetEvent.FoundRunning), typeof(TargetEvent.FoundEmpty),
            typeof(TargetEvent.ConditionMissed), typeof(TargetEvent.InputsMissed), typeof(TargetEvent.Faulted),
        ],
        [TargetActions.Enqueue] = [typeof(TargetEvent.SlotGranted)],
        [TargetActions.Verify] =
        [
            typeof(TargetEvent.OutputsFound), typeof(TargetEvent.OutputsMissed), typeof(TargetEvent.ConditionMissed), typeof(TargetEvent.Faulted),
        ],
        [TargetActions.ScheduleRetry] = [typeof(TargetEvent.RetryDue)],
    };

    private static readonly Dictionary<Type, TargetActions> _questions = _answers
        .SelectMany(pair => pair.Value, (pair, answer) => (pair.Key, Answer: answer))
        .GroupBy(pair => pair.Answer, pair => pair.Key)
        .ToDictionary(questions => questions.Key, questions => questions.Aggregate((all, question) => all | question));

    private static readonly TargetActions _allQuestions = _answers.Keys.Aggregate((all, question) => all | question);

    private World(TargetRules rules, TargetState state)
    {
        Rules = rules;
        State = state;
    }

    public TargetRules Rules { get; }

    public TargetState State { get; private init; }

    // Questions that were asked and not answered.
    private TargetActions Owed { get; init; }

    /// <summary>True when the end of the latest attempt was not told yet.</summary>
    public bool IsOpen { get; private init; }

    private bool HasTried { get; init; }

    private bool HasBegun { get; init; }

    private bool HasTimeout { get; init; }

    /// <summary>What a world that keeps answering may say next.</summary>
    public IEnumerable<TargetEvent> Answers => Samples.Events.Where(IsAnswer);

    /// <summary>What may come at any time, and need not.</summary>
    public IEnumerable<TargetEvent> Disturbances => Samples.Events.Where(IsDisturbance);

    /// <summary>A target that nobody asked for yet.</summary>
    public static World Of(TargetRules rules) => new(rules, new TargetState.Passive());

    /// <summary>The world in which something happened.</summary>
    public World After(TargetEvent happened, out TargetTransition transition)
    {
        transition = TargetAutomaton.Step(State, happened, Rules);
        return Hear(happened).Take(transition);
    }

    /// <summary>For the one who reads why a claim is false.</summary>
    public override string ToString() =>
        $"{Wording.Of(State)}{(Rules.HasCondition ? " with a condition" : "")} of {Rules.Retries.Count + 1} attempts, owed [{Owed}]";

    private static TargetActions Questions(TargetEvent answer) => _questions.GetValueOrDefault(answer.GetType());

    private bool IsAnswer(TargetEvent happened) => happened switch
    {
        TargetEvent.FoundRunning when HasTried => false,
        _ when (Owed & Questions(happened)) != 0 => true,
        TargetEvent.Activated => State is TargetState.Passive,
        TargetEvent.Started => IsOpen && !HasBegun,
        TargetEvent.Ended => IsOpen,
        // The engine has no room for what it would write, so the backend was never asked.
        TargetEvent.Faulted => State is TargetState.Starting && IsOpen && !HasBegun,
        TargetEvent.GraceElapsed => State is TargetState.Killing,
        _ => false,
    };

    private bool IsDisturbance(TargetEvent happened) => happened switch
    {
        TargetEvent.Activated or TargetEvent.StopRequested or TargetEvent.KillRequested or TargetEvent.LetGo => true,
        TargetEvent.ContactLost or TargetEvent.ContactRegained => IsOpen,
        // What ended unheard is taken over even where nobody asks for it any more; but it is not tried again.
        TargetEvent.FoundRunning => State is TargetState.Passive && !HasTried && Rules.Retries.Count == 0,
        TargetEvent.TimeoutReached => IsOpen && HasTimeout,
        _ => false,
    };

    private World Hear(TargetEvent happened) => this with
    {
        Owed = Owed & ~Questions(happened),
        IsOpen = IsOpen && !(happened is TargetEvent.Ended || (happened is TargetEvent.Faulted && State is TargetState.Starting)),
        HasBegun = HasBegun || happened is TargetEvent.Started,
        HasTimeout = HasTimeout && happened is not TargetEvent.TimeoutReached,
    };

    private World Take(TargetTransition transition)
    {
        bool isNew = (transition.Actions & (TargetActions.Start | TargetActions.Adopt)) != 0;
        World next = isNew
            ? this with { IsOpen = true, HasTried = true, HasBegun = transition.Actions.HasFlag(TargetActions.Adopt), HasTimeout = true }
            : this;
        return next with { State = transition.State, Owed = Owed | (transition.Actions & _allQuestions) };
    }
}
