using Ketrew.Engine.Checking;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Output;

/// <summary>What a run would do, target by target.</summary>
/// <param name="terminal">Where it goes.</param>
internal sealed class InspectionPrinter(Terminal terminal)
{
    // The first differences say it; the rest follows from them.
    private const int ReasonLimit = 5;

    /// <summary>Prints the same as JSON, one object per target.</summary>
    /// <param name="inspection">What would happen.</param>
    public void PrintJson(Inspection inspection)
    {
        foreach (int target in inspection.Selection.Targets.Where(target => IsWorthTelling(inspection.OutlookOf(target))))
        {
            terminal.Print(JsonLine.Of(writer =>
            {
                writer.WriteString("event", inspection.OutlookOf(target) == Outlook.WouldRun ? "would-run" : "may-run");
                writer.WriteString("target", inspection.Selection.Graph[target].Id.Value);
                JsonLine.WriteList(writer, "reasons", inspection.Reasons(target).Select(reason => reason.ToString()));
            }));
        }

        if (inspection.IsEverythingUpToDate)
        {
            terminal.Print(JsonLine.Of(writer =>
            {
                writer.WriteString("event", "up-to-date");
                writer.WriteNumber("targets", inspection.UpToDateCount);
            }));
        }
    }

    /// <summary>Prints the targets that would run, or may run.</summary>
    /// <param name="inspection">What would happen.</param>
    /// <param name="withReasons">Say why.</param>
    public void Print(Inspection inspection, bool withReasons)
    {
        foreach (int target in inspection.Selection.Targets)
        {
            Outlook outlook = inspection.OutlookOf(target);
            if (IsWorthTelling(outlook))
            {
                terminal.Print($"{(outlook == Outlook.WouldRun ? "would run" : "may run  ")}  {inspection.Selection.Graph[target].Id}");
                PrintReasons(withReasons ? inspection.Reasons(target) : []);
            }
        }

        int stale = inspection.Selection.Targets.Count(target => IsWorthTelling(inspection.OutlookOf(target)));
        terminal.Print(stale == 0
            ? $"up to date ({StateText.Count(inspection.UpToDateCount, "target")})"
            : $"{stale} of {StateText.Count(inspection.Selection.Targets.Count, "target")} would or may run");
    }

    private static bool IsWorthTelling(Outlook outlook) => outlook is Outlook.WouldRun or Outlook.MayRun;

    private void PrintReasons(ValueList<StaleReason> reasons)
    {
        foreach (StaleReason reason in reasons.Take(ReasonLimit))
        {
            terminal.Print($"           {reason}");
        }

        if (reasons.Count > ReasonLimit)
        {
            terminal.Print($"           … and {reasons.Count - ReasonLimit} more");
        }
    }
}
