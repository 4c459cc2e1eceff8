using Weir.Cli.Commands;
using Weir.Training;

namespace Weir.Cli.Tests.Commands;

public class NewCommandTests
{
    [Fact]
    public void Every_recipe_of_the_repository_is_shipped()
    {
        string folder = Repository.Path("recipes");
        ShippedRecipes.Names.ShouldBe(
            Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(folder, file)[..^".yaml".Length].Replace('\\', '/')).Order(StringComparer.Ordinal));
        ShippedRecipes.Names.ShouldAllBe(name => ShippedRecipes.Gist(name).Length > 3);
    }

    [Fact]
    public void Every_shipped_recipe_can_be_written_and_read_where_it_was_written()
    {
        using Folder folder = new();
        foreach (string name in ShippedRecipes.Names)
        {
            using TestTerminal terminal = new();
            string file = folder[ShippedRecipes.Last(name) + ".yaml"];
            terminal.Run("new", ShippedRecipes.Last(name), "--output", file).ShouldBe(0, terminal.Errors);
            Recipe recipe = RecipeReader.Read(file);
            recipe.Name.ShouldBe(ShippedRecipes.Last(name));
            if (recipe.Data.Request.File is { } table)
                File.Exists(table).ShouldBeTrue($"{name}: {table}");
        }

        File.Exists(folder["recipe.schema.json"]).ShouldBeTrue();
    }

    [Fact]
    public void A_file_that_is_there_is_not_written_over()
    {
        using Folder folder = new();
        string file = folder["mine.yaml"];
        File.WriteAllText(file, "mine");
        using TestTerminal terminal = new();
        terminal.Run("new", "digits-mlp", "--output", file).ShouldBe(1);
        terminal.Errors.ShouldBe($"error: {file} is there already; give another file with --output, or remove it\n");
        File.ReadAllText(file).ShouldBe("mine");
    }

    [Fact]
    public void A_name_that_is_a_file_is_the_file()
    {
        using Folder folder = new();
        File.WriteAllText(folder["t.csv"], "a,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i * 5 % 11},{i % 7}\n")));
        using TestTerminal terminal = new();
        terminal.Run("new", folder["mine.yaml"], "--from", folder["t.csv"]).ShouldBe(0, terminal.Errors);
        RecipeReader.Read(folder["mine.yaml"]).Name.ShouldBe("mine");
    }

    /// <summary>It wrote a recipe that could not be trained.</summary>
    [Theory]
    [InlineData("a,y\n1,\n2,\n3,\n", "all cells of the target 'y' are empty")]
    [InlineData("a,y\n1,x\n2,x\n3,x\n", "column 'y' holds one value alone, 'x'")]
    [InlineData("a,y\n1,7\n2,7.0\n3,\n", "column 'y' holds one value alone, '7'")]
    [InlineData("a,y\n1,7.5\n2,x\n3,8.5\n", "line 3, column 'y': 'x' is not a number, as most of its column are")]
    public void A_target_that_nothing_can_be_learnt_of_is_refused(string table, string message)
    {
        using Folder folder = new();
        File.WriteAllText(folder["t.csv"], table);
        using TestTerminal terminal = new();
        terminal.Run("new", folder["mine.yaml"], "--from", folder["t.csv"]).ShouldBe(1);
        terminal.Errors.ShouldContain(message);
        File.Exists(folder["mine.yaml"]).ShouldBeFalse();
    }

    /// <summary>Each number became a category of its own, without a word.</summary>
    [Fact]
    public void Numbers_with_a_word_among_them_are_left_out_and_told()
    {
        using Folder folder = new();
        File.WriteAllText(folder["t.csv"], "area,few,pop,y\n" + string.Concat(Enumerable.Range(0, 100).Select(i =>
            $"{(i == 7 ? "unknown" : $"{1000 + i}")},{(i == 9 ? "many" : $"{i % 4}")},\"{i + 1},234\",{i % 7}\n")));
        using TestTerminal terminal = new();
        terminal.Run("new", folder["mine.yaml"], "--from", folder["t.csv"]).ShouldBe(0, terminal.Errors);
        string text = File.ReadAllText(folder["mine.yaml"]);
        text.ShouldContain("- area                 # numbers and texts, as 'unknown' in line 9");
        text.ShouldContain("- few                  # numbers and texts, as 'many' in line 11");
        text.IndexOf("drop:", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("- area", StringComparison.Ordinal));
        text.IndexOf("categories:", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("- few", StringComparison.Ordinal));
        string said = (terminal.Output + terminal.Errors).ReplaceLineEndings(" ");
        said.ShouldContain("column 'area' is left out: numbers and texts, as 'unknown' in line 9");
        said.ShouldContain("column 'pop' is left out: '1,234' is not a number: its comma may part thousands or decimals");
    }

    [Fact]
    public void What_may_mean_two_things_is_left_out_with_the_reason()
    {
        using Folder folder = new();
        File.WriteAllText(folder["t.csv"], "a,day,fee,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i =>
            $"{i * 5 % 11},{1 + (i % 9)}/{1 + (i % 7)}/2020,{(i % 2 == 0 ? "$" : "€")}{i % 5},{i % 7}\n")));
        using TestTerminal terminal = new();
        terminal.Run("new", folder["mine.yaml"], "--from", folder["t.csv"]).ShouldBe(0, terminal.Errors);
        string text = File.ReadAllText(folder["mine.yaml"]);
        text.ShouldContain("# dates of which the day or the month may be the first");
        text.ShouldContain("# some of its numbers are in $, others in €");
    }

    [Fact]
    public void Cells_and_names_of_several_lines_leave_a_recipe_that_can_be_read()
    {
        using Folder folder = new();
        File.WriteAllText(folder["t.csv"], "\"an\nid\",note,x,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i =>
            $"r{i}-{i * 7},{(i % 3 == 0 ? "\"see\nnote\"" : i % 2 == 0 ? "3" : "a\0b")},{i % 11},{i % 7}.5\n")));
        using TestTerminal terminal = new();
        terminal.Run("new", "--from", folder["t.csv"], "--target", "y", "--output", folder["t.yaml"]).ShouldBe(0, terminal.Errors);
        Recipe recipe = RecipeReader.Read(folder["t.yaml"]);
        recipe.Data.Request.Drop!.ShouldContain("an\nid");
        recipe.Data.Load().Training.Count.ShouldBeGreaterThan(30);
    }

    [Fact]
    public void A_column_of_dates_with_a_slip_is_left_out_with_its_line()
    {
        using Folder folder = new();
        File.WriteAllText(folder["days.csv"], "day,z,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i =>
            $"2024-0{1 + (i % 9)}-{10 + (i % 19)},{i % 7},{i * 1.5}\n")) + "2024-02-30,1,2\n");
        using TestTerminal terminal = new();
        terminal.Run("new", "--from", folder["days.csv"], "--output", folder["days.yaml"]).ShouldBe(0, terminal.Errors);
        (terminal.Output + terminal.Errors).ReplaceLineEndings(" ")
            .ShouldContain("column 'day' is left out: '2024-02-30' in line 62 is no date, as its other cells are");
        RecipeReader.Read(folder["days.yaml"]).Data.Load().Training.Count.ShouldBeGreaterThan(30);
    }

    [Fact]
    public void A_table_may_be_named_where_a_recipe_could_be()
    {
        using Folder folder = new();
        File.WriteAllText(folder["sales.csv"], "x,sold\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"{i},{i * 1.5}\n")));
        using TestTerminal terminal = new();
        terminal.Run("new", folder["sales.csv"], "--target", "x", "--output", folder["sales.yaml"]).ShouldBe(0, terminal.Errors);
        RecipeReader.Read(folder["sales.yaml"]).Data.Request.TargetColumn.ShouldBe("x");
    }

    [Fact]
    public void Windows_that_the_table_cannot_give_are_refused_before_anything_is_written()
    {
        using Folder folder = new();
        File.WriteAllText(folder["t.csv"], "a,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},{i % 7}.5\n")));
        using TestTerminal terminal = new();
        terminal.Run("new", "--from", folder["t.csv"], "--window", "100", "--output", folder["w.yaml"]).ShouldBe(1);
        terminal.Errors.ReplaceLineEndings(" ").ShouldContain(
            "there are 40 rows, and a window of 100 with its target 1 after it needs 101");
        File.Exists(folder["w.yaml"]).ShouldBeFalse();
    }

    [Fact]
    public void Without_a_name_they_are_listed()
    {
        using TestTerminal terminal = new();
        terminal.Run("new").ShouldBe(0);
        terminal.Output.ShouldContain("digits-mlp ");
        terminal.Output.ShouldContain("zig-zag ");
        using TestTerminal misspelt = new();
        misspelt.Run("new", "digit-mlp").ShouldBe(1);
        misspelt.Errors.ShouldBe("error: there is no shipped recipe 'digit-mlp'; did you mean 'digits-mlp'? 'weir new' lists them\n");
    }

    [Theory]
    [InlineData("digits-sigmoid-8")]
    [InlineData("recipes/digits-mlp.yaml")]
    [InlineData("zig-zag")]
    public void A_shipped_recipe_is_found_by_its_name_from_any_folder(string name)
    {
        RecipeFile found = RecipeFile.Find(name);
        found.Shipped.ShouldNotBeNull();
        found.Read(["epochs=3"]).Budget.Epochs.ShouldBe(3);
    }

    [Fact]
    public void A_shipped_recipe_whose_table_is_not_here_says_how_to_get_both()
    {
        using TestTerminal terminal = new(width: 1000);
        terminal.Run("check", "data-quality").ShouldBe(1);
        terminal.Errors.ShouldBe("error: 'symptoms/data-quality' reads the table data/copies.csv, which is not here; 'weir new "
            + "data-quality' writes recipe and table into this folder\n");
    }

    [Fact]
    public void What_is_set_is_told_in_the_errors()
    {
        using TestTerminal terminal = new(width: 1000);
        terminal.Run("summary", "digits-mlp", "--set", "batch=many").ShouldBe(1);
        terminal.Errors.ShouldContain("--set batch=many: ");
        using TestTerminal changed = new();
        changed.Run("summary", "digits-mlp", "--set", "model[1].linear=50", "--set", "name=changed").ShouldBe(0, changed.Errors);
        changed.Output.ShouldContain("changed");
        changed.Output.ShouldContain(" 50 ");
    }
}
