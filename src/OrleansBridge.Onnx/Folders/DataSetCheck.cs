using OrleansBridge.Onnx.Models;

namespace OrleansBridge.Onnx.Folders;

/// <summary>Whether a data set's values fit the model, found before any browser is asked.</summary>
internal static class DataSetCheck
{
    public static IEnumerable<string> Problems(ModelFile model, DataSet set)
    {
        var problems = new List<string>();
        try
        {
            var ports = model.Inputs.ToDictionary(port => port.Name);
            problems.AddRange(set.LoadInputs().Select(tensor => ports[tensor.Name].Refuse(tensor)).OfType<string>());
            set.LoadExpected();
        }
        catch (ModelException exception)
        {
            problems.Add(exception.Message);
        }

        return problems.Select(problem => $"{set.Name}: {problem}");
    }
}
