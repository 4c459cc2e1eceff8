using System.Text.Json.Nodes;

namespace Weir.Training.Tests;

/// <summary>What editors learn of an option: its range and default as numbers, and not in words alone.</summary>
public sealed class RecipeSchemaTests
{
    private static readonly JsonNode s_schema = JsonNode.Parse(RecipeSchema.Write())!;

    [Fact]
    public void Options_carry_their_range_and_default()
    {
        JsonNode batch = s_schema["properties"]!["batch"]!;
        ((int)batch["minimum"]!, (int)batch["maximum"]!, (int)batch["default"]!).ShouldBe((1, 1_000_000, 32));
        ((string)batch["description"]!).ShouldBe("Samples of a step, in [1, 1000000]. Default 32.");
        JsonNode drop = Layer("residual")["drop"]!;
        ((double)drop["minimum"]!, (double)drop["exclusiveMaximum"]!, (double)drop["default"]!).ShouldBe((0, 1, 0));
        ((bool)Layer("transformer")["norm-first"]!["default"]!).ShouldBeTrue();
        ((string)Layer("embedding")["positions"]!["default"]!).ShouldBe("learned");
        ((string)Layer("conv-block")["activation"]!["default"]!).ShouldBe("relu");
        Layer("conv")["activation"]!["default"].ShouldBeNull();
    }

    [Fact]
    public void Whoever_says_a_default_declares_it()
    {
        JsonObject[] options = [.. Options(s_schema)];
        options.Length.ShouldBeGreaterThan(350);
        options.Where(option => (string?)option["description"] is { } text && text.Contains(" Default ", StringComparison.Ordinal)
            && !text.EndsWith($" Default {option["default"]}.", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void A_number_with_a_range_says_it_in_words_too()
    {
        JsonObject[] bound =
            [.. Options(s_schema).Where(option => option["minimum"] is not null || option["exclusiveMinimum"] is not null)];
        bound.Length.ShouldBeGreaterThan(200);
        bound.Where(option => option["minimum"] is { } least
            ? !Says(option, $"{least} or more") && !Says(option, $"in [{least},")
            : !Says(option, $"above {option["exclusiveMinimum"]}") && !Says(option, $"in ({option["exclusiveMinimum"]},")).ShouldBeEmpty();
    }

    private static bool Says(JsonObject option, string words) =>
        ((string)option["description"]!).Contains(words, StringComparison.Ordinal);

    private static JsonNode Layer(string name) => s_schema["properties"]!["model"]!["items"]!["anyOf"]!.AsArray()
        .Select(layer => layer!["properties"]).First(keys => keys?[name] is not null)!;

    private static IEnumerable<JsonObject> Options(JsonNode? node) => node switch
    {
        JsonObject record => record.SelectMany(entry => Options(entry.Value))
            .Concat(record["description"] is JsonValue ? [record] : []),
        JsonArray list => list.SelectMany(Options),
        _ => [],
    };
}
