using Ketrew.Sdk;

namespace Ketrew.Expander.Promotion;

/// <summary>Compares what was written, what is found, and what would be written: only what was edited, and into something else than would be written, is a conflict.</summary>
internal static class ConflictSearch
{
    /// <summary>The edits that writing would lose, in the order of the file.</summary>
    /// <param name="found">What is on disk.</param>
    /// <param name="now">What would be written; null when the file would be deleted.</param>
    public static ValueList<PromotionConflict> Between(FoundText found, PromotedText? now)
    {
        if (found.IsClean)
        {
            return [];
        }

        List<PromotionConflict> conflicts = [];
        if (found.MergeMarkerLine is { } line)
        {
            // Its markers are lines outside of stanzas, too: that is one conflict, told once.
            conflicts.Add(new PromotionConflict.Merge(line));
        }
        else if (found.IsOutsideEdited && found.Outside != now?.Outside)
        {
            conflicts.Add(new PromotionConflict.Outside(FoundText.WithoutDigests(found.Outside), now is null ? null : FoundText.WithoutDigests(now.Outside)));
        }

        Dictionary<string, Queue<PromotedBlock>> byName = ByName(now);
        foreach (FoundBlock block in found.Blocks)
        {
            PromotedBlock? counterpart = byName.TryGetValue(block.Name, out Queue<PromotedBlock>? queue) && queue.TryDequeue(out PromotedBlock? next) ? next : null;
            if (block.IsEdited && block.Text != counterpart?.Text)
            {
                conflicts.Add(new PromotionConflict.Stanza(block.Name, block.Line, block.Text, counterpart?.Text, now is not null && counterpart?.Digest != block.Digest));
            }
        }

        return conflicts.ToValueList();
    }

    // Several stanzas may have one name: `default` has none of its own.
    private static Dictionary<string, Queue<PromotedBlock>> ByName(PromotedText? now) =>
        (now?.Blocks ?? []).GroupBy(block => FoundBlock.NameOf(block.Comment), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => new Queue<PromotedBlock>(group), StringComparer.Ordinal);
}
