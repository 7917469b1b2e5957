using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace EdgeTwin.StructuralHealth.Bench.Kernels;

/// <summary>A Python process that runs the functions of kernels.py one at a time on request, on one thread.</summary>
internal sealed class PythonReference : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edgetwin-kernels-");
    private readonly Process _process;

    public PythonReference()
    {
        var start = new ProcessStartInfo(Python, ["-u", Path.Combine(AppContext.BaseDirectory, "kernels.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var variable in new[] { "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS" })
            start.Environment[variable] = "1";
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{Python} did not start.");
        Versions = Answer();
    }

    /// <summary>Versions of Python, NumPy and SciPy.</summary>
    public string Versions { get; }

    /// <summary>Loads the inputs of a kernel.</summary>
    public void Prepare(IKernel kernel)
    {
        var words = new List<string> { "prepare", kernel.Name };
        foreach (var (name, values) in kernel.Inputs)
        {
            File.WriteAllBytes(Path.Combine(_folder.FullName, name), MemoryMarshal.AsBytes<double>(values));
            words.Add($"{name}={Path.Combine(_folder.FullName, name)}");
        }

        Ask([.. words]);
    }

    /// <summary>Runs the prepared kernel once and gives its seconds.</summary>
    public double Run() => double.Parse(Ask("run"), CultureInfo.InvariantCulture);

    /// <summary>What the last run computed.</summary>
    public double[] Result()
    {
        var file = Path.Combine(_folder.FullName, "result");
        Ask("result", file);
        return MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(file)).ToArray();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private string Ask(params ReadOnlySpan<string> words)
    {
        _process.StandardInput.WriteLine(string.Join('\t', words!));
        _process.StandardInput.Flush();
        return Answer();
    }

    private string Answer() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The reference in Python ended; its error stands above.");
}
