using System.Globalization;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Protocol;

namespace Ketrew.Expander.Hosting;

/// <summary>The conversation with one host process. Every call blocks the caller's thread: a question costs two system calls on each side and no hand-over.</summary>
internal sealed class HostSession : IDisposable
{
    private const int Protocol = 1;

    private readonly PluginHostOptions _options;
    private readonly HostProcess _process;
    private readonly Watchdog _watchdog;
    private readonly HashSet<string> _loaded = new(StringComparer.Ordinal);
    private bool _isWelcome;
    private int _lastId;

    /// <exception cref="KetrewException">The process can't be started.</exception>
    public HostSession(PluginHostLocation location, PluginHostOptions options, SandboxLevel level)
    {
        _options = options;
        _process = HostProcess.Start(location, options, level);
        _watchdog = new Watchdog(_process.Kill);
    }

    public string Log => _process.Log;

    /// <summary>How far the sandbox is closed; null while it is open: no plugin has come yet.</summary>
    public SandboxState? Sandbox { get; private set; }

    /// <summary>Why the process is no plugin host, or not one in this sandbox; null while nothing speaks against it.</summary>
    public string? StartProblem { get; private set; }

    public Watchdog Watchdog => _watchdog;

    public void Kill() => _process.Kill();

    public string DescribeEnd() => _process.DescribeEnd();

    /// <summary>Expands what is pending. The sandbox must be closed.</summary>
    /// <exception cref="ExpansionLimitException">The suspect did something without end.</exception>
    /// <exception cref="ProtocolException">The host said what no host says.</exception>
    /// <exception cref="HostLostException">The host is gone.</exception>
    public void Run(ExpansionBatch batch)
    {
        foreach (HostedPlugin plugin in batch.Pending.Select(query => batch[query].Plugin).DistinctBy(plugin => plugin.Key))
        {
            Load(plugin, batch);
        }

        int[] pending = batch.Pending;
        if (pending.Length > 0)
        {
            int firstId = Send(pending, batch);
            for (int i = 0; i < pending.Length; i++)
            {
                Run(pending[i], firstId + i, batch);
            }
        }

        _watchdog.Pause();
    }

    /// <summary>Compiles what is pending.</summary>
    /// <exception cref="KetrewException">The process is no plugin host.</exception>
    /// <exception cref="ExpansionLimitException">An assembly is too long.</exception>
    /// <exception cref="ProtocolException">The host said what no host says.</exception>
    /// <exception cref="HostLostException">The host is gone.</exception>
    public void Compile(CompilationBatch batch)
    {
        Greet();
        PluginSource[] pending = batch.Pending;
        batch.Suspect(pending[0]);
        _watchdog.Begin(_options.QueryLimit);
        Say(new ProtocolMessage.Compile(pending));
        foreach (PluginSource source in pending)
        {
            batch.Suspect(source);
            _watchdog.Begin(_options.QueryLimit);
            batch.End(source, HostMessages.ToOutcome(Hear(), source));
        }

        _watchdog.Pause();
    }

    /// <summary>Asks what the stanzas of a plugin take.</summary>
    /// <param name="plugin">Loaded when it isn't yet.</param>
    /// <param name="problem">Why it can't be loaded; null when it can.</param>
    /// <returns>Its stanzas; empty when there is a problem.</returns>
    /// <exception cref="KetrewException">The process is no plugin host.</exception>
    /// <exception cref="ExpansionLimitException">The answer has no end.</exception>
    /// <exception cref="ProtocolException">The host said what no host says.</exception>
    /// <exception cref="HostLostException">The host is gone.</exception>
    public ValueList<StanzaDescription> Describe(HostedPlugin plugin, out string? problem)
    {
        problem = TryLoad(plugin, out _);
        if (problem is not null)
        {
            return [];
        }

        _watchdog.Begin(_options.QueryLimit);
        Say(new ProtocolMessage.Describe(plugin.Key));
        ProtocolMessage answer = Hear();
        _watchdog.Pause();
        return answer is ProtocolMessage.Described described && described.Plugin == plugin.Key ? described.Stanzas : throw HostMessages.Unexpected(answer);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watchdog.Dispose();
        _process.Dispose();
    }

    /// <summary>Closes the sandbox, if it isn't yet.</summary>
    /// <exception cref="KetrewException">The process is no plugin host, or its sandbox can't be closed as far as it must.</exception>
    public void Confine()
    {
        Greet();
        if (Sandbox is null)
        {
            ComeUp(() => Sandbox = Ask(new ProtocolMessage.Confine()) is ProtocolMessage.Confined confined
                ? new SandboxState((SandboxLevel)confined.Level, confined.Reason)
                : throw new ProtocolException("it doesn't tell its sandbox"));
        }
    }

    private void Greet()
    {
        if (_isWelcome)
        {
            return;
        }

        ComeUp(() =>
        {
            if (Hear() is not ProtocolMessage.Hello hello || !hello.Protocols.Contains(Protocol))
            {
                throw new ProtocolException(string.Create(CultureInfo.InvariantCulture, $"it doesn't offer protocol {Protocol}"));
            }

            Say(new ProtocolMessage.Welcome(Protocol));
        });
        _isWelcome = true;
    }

    // What goes wrong before the first plugin comes is no plugin's fault.
    private void ComeUp(Action step)
    {
        _watchdog.Begin(_options.HandshakeLimit);
        try
        {
            step();
        }
        catch (Exception exception) when (exception is ProtocolException or HostLostException or ExpansionLimitException)
        {
            StartProblem = _watchdog.HasExpired ? $"it said nothing for {_options.HandshakeLimit}"
                : exception is HostLostException ? $"it {_process.DescribeEnd()}"
                : exception is ExpansionLimitException ? "what it says is no message"
                : exception.Message;
            throw new KetrewException($"The plugin host didn't come up: {StartProblem}\n{Log}".TrimEnd(), exception) { Hint = "ketrew doctor" };
        }
    }

    private ProtocolMessage Ask(ProtocolMessage question)
    {
        Say(question);
        return Hear();
    }

    private void Load(HostedPlugin plugin, ExpansionBatch batch)
    {
        if (_loaded.Contains(plugin.Key))
        {
            return;
        }

        batch.Suspect(plugin);
        if (TryLoad(plugin, out AssemblyFinding[] findings) is { } problem)
        {
            batch.EndSuspect(new ExpansionOutcome.Unloadable(problem));
        }
        else if (findings.Length > 0)
        {
            batch.Observer.Find(plugin, findings);
        }
    }

    // Null when it is loaded.
    private string? TryLoad(HostedPlugin plugin, out AssemblyFinding[] findings)
    {
        findings = [];
        if (_loaded.Contains(plugin.Key))
        {
            return null;
        }

        ProtocolMessage load = plugin.ToMessage();
        _watchdog.Begin(_options.QueryLimit);
        Say(load);
        ProtocolMessage answer = Hear();
        if (answer is not ProtocolMessage.Loaded loaded || loaded.Plugin != plugin.Key || loaded.Findings.Contains(null))
        {
            throw HostMessages.Unexpected(answer);
        }

        if (loaded.Problem is null)
        {
            _loaded.Add(plugin.Key);
        }

        findings = loaded.Findings;
        return loaded.Problem;
    }

    private int Send(int[] pending, ExpansionBatch batch)
    {
        int firstId = _lastId + 1;
        _lastId += pending.Length;
        ExpansionQuery[] queries = [.. pending.Select((query, i) => HostMessages.Of(batch[query], firstId + i))];
        batch.Suspect(pending[0]);
        _watchdog.Begin(_options.QueryLimit);
        Say(new ProtocolMessage.Expand(queries));
        return firstId;
    }

    private void Run(int query, int id, ExpansionBatch batch)
    {
        batch.Suspect(query);
        batch.Observer.Begin(query);
        _watchdog.Begin(_options.QueryLimit);
        int questions = 0;
        ExpansionOutcome? outcome = null;
        while (outcome is null)
        {
            ProtocolMessage message = Hear();
            if (message is ProtocolMessage.Ask ask && ask.Query == id)
            {
                questions = questions < _options.QuestionLimit ? questions + 1 : throw new ExpansionLimitException(ExpansionLimit.Questions, questions);
                Answer(query, ask, batch.Observer);
            }
            else
            {
                outcome = HostMessages.ToOutcome(message, id);
            }
        }

        batch.End(query, outcome);
    }

    private void Answer(int query, ProtocolMessage.Ask ask, IExpansionObserver observer)
    {
        Question question = HostMessages.ToQuestion(ask);
        _watchdog.Pause();
        Answer answer = observer.Answer(query, question, ask.PluginLine);
        _watchdog.Resume();
        Say(new ProtocolMessage.Answered(ask.Query, [.. answer.ToParts()]));
    }

    private void Say(ProtocolMessage message)
    {
        try
        {
            _process.Frames.Write(message);
        }
        catch (IOException exception)
        {
            throw new HostLostException(exception);
        }
    }

    private ProtocolMessage Hear()
    {
        try
        {
            return _process.Frames.Read() ?? throw new HostLostException(null);
        }
        catch (IOException exception)
        {
            throw new HostLostException(exception);
        }
        catch (ProtocolException exception) when (exception.IsTooLong)
        {
            throw new ExpansionLimitException(ExpansionLimit.OutputBytes, _options.OutputLimitBytes);
        }
    }
}
