using System.Reflection;
using System.Xml.Linq;

namespace Weir.Architecture.Tests;

/// <summary>Data flows one way, from the tensors to the commands.</summary>
public sealed class ProjectTests
{
    [Fact]
    public void Every_project_stands_in_the_order()
    {
        House.Projects.Except(House.Order).ShouldBeEmpty("a new project takes its place in House.Order");
        House.Projects.Count.ShouldBeGreaterThanOrEqualTo(6);
    }

    [Fact]
    public void Projects_refer_only_to_those_above_them()
    {
        foreach (string project in House.Projects)
            House.References(project).Where(reference => !MayRefer(project, reference))
                .ShouldBeEmpty($"{project} refers to projects that it must not know");
    }

    [Fact]
    public void Networks_know_nothing_of_data_and_data_nothing_of_networks()
    {
        House.References("Weir.Data").ShouldNotContain("Weir.Nn");
        House.References("Weir.Nn").ShouldNotContain("Weir.Data");
        House.References("Weir.Flow").ShouldNotContain("Weir.Data");
    }

    [Fact]
    public void What_services_need_is_brought_to_nobody_else()
    {
        Dictionary<string, string> projects = new[] { "src", "packages" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(House.Root, folder), "Weir*.csproj", SearchOption.AllDirectories))
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file), File.ReadAllText);
        projects.Where(project => project.Value.Contains("Weir.Hosting.csproj", StringComparison.Ordinal)).ShouldBeEmpty();
        projects.Where(project => project.Value.Contains("Include=\"Microsoft.Extensions.", StringComparison.Ordinal))
            .Select(project => project.Key).ShouldBe(["Weir.Hosting"]);
    }

    [Fact]
    public void Compiled_assemblies_refer_to_no_others_than_their_project_files_say()
    {
        foreach (string project in House.Projects)
        {
            string file = Path.Combine(AppContext.BaseDirectory, project == "Weir.Cli" ? "weir.dll" : $"{project}.dll");
            string[] used = [.. Assembly.LoadFrom(file).GetReferencedAssemblies().Select(name => name.Name!)
                .Where(name => name.StartsWith("Weir.", StringComparison.Ordinal))];
            used.Where(reference => !MayRefer(project, reference) || !House.References(project).Contains(reference))
                .ShouldBeEmpty($"{project}'s assembly");
        }
    }

    [Fact]
    public void Test_projects_mirror_the_projects_one_to_one()
    {
        // What the projects' tests share, this one, which mirrors the whole tree, that of samples/, that of the benchmark that reads its
        // cases, the one that feeds all readers with damaged inputs, and what runs tests on processors that no SDK runs on here.
        string[] others =
            ["Weir.Testing", "Weir.Architecture.Tests", "Weir.Samples.Tests", "Weir.Zoo.Tests", "Weir.Fuzz", "Weir.Arm"];
        string[] tests = [.. Directory.GetDirectories(Path.Combine(House.Root, "tests"), "Weir.*")
            .Select(folder => Path.GetFileName(folder)).Except(others)];
        tests.ShouldBe(House.Projects.Select(project => $"{project}.Tests"), ignoreOrder: true);
    }

    [Fact]
    public void The_solution_lists_every_project()
    {
        string[] listed = [.. XDocument.Load(Path.Combine(House.Root, "Weir.slnx")).Descendants("Project")
            .Select(project => project.Attribute("Path")!.Value.Replace('\\', '/'))];
        // What fetches 600 MB is built on demand: libtorch's side of bench/peers.
        string[] onDemand = ["bench/torchsharp/Weir.Libtorch.csproj"];
        string[] found =
        [
            .. new[] { "src", "packages", "tests", "samples", "bench" }
                .SelectMany(folder => Directory.GetDirectories(Path.Combine(House.Root, folder)))
                .SelectMany(folder => Directory.GetFiles(folder, "*.csproj"))
                .Select(file => Path.GetRelativePath(House.Root, file).Replace('\\', '/')),
        ];
        listed.ShouldBe(found.Except(onDemand), ignoreOrder: true);
        onDemand.ShouldBeSubsetOf(found);
    }

    [Fact]
    public void The_compiler_wants_documentation_of_everything_public()
    {
        // CS1591 is an error where documentation is generated and warnings are errors, unless somebody silences it.
        string common = File.ReadAllText(Path.Combine(House.Root, "Directory.Build.props"));
        common.ShouldContain("<GenerateDocumentationFile>true</GenerateDocumentationFile>");
        common.ShouldContain("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>");
        string[] settings =
        [
            .. House.Projects.SelectMany(project =>
                Directory.GetFiles(Path.Combine(House.Root, "src", project), "*.*proj", SearchOption.AllDirectories)),
            .. Directory.GetFiles(Path.Combine(House.Root, "src"), "*.props", SearchOption.AllDirectories),
        ];
        settings.Length.ShouldBeGreaterThanOrEqualTo(House.Projects.Count);
        foreach (string file in settings)
        {
            File.ReadAllText(file).ShouldNotContain("1591", customMessage: file);
            File.ReadAllText(file).ShouldNotContain("GenerateDocumentationFile>false", customMessage: file);
        }

        House.Sources.Where(source => source.Text.Contains("pragma warning disable CS1591", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    /// <summary>Whether one project stands below the other, and is not one of the pairs that do not know each other.</summary>
    private static bool MayRefer(string project, string reference)
    {
        List<string> order = [.. House.Order];
        return order.IndexOf(reference) >= 0 && order.IndexOf(reference) < order.IndexOf(project)
            && (project, reference) is not ("Weir.Data", "Weir.Nn");
    }
}
