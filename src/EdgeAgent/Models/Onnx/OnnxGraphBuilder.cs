using System.Runtime.InteropServices;
using Google.Protobuf;

namespace EdgeTwin.EdgeAgent.Models.Onnx;

/// <summary>Puts an ONNX graph of double tensors together, node by node. Each node returns the name of its output.</summary>
internal sealed class OnnxGraphBuilder(string graphName)
{
    private const int DoubleType = 11;
    private const int Int64Type = 7;
    private readonly GraphProto _graph = new() { Name = graphName };

    public string Input(string name, string description, params ReadOnlySpan<int> shape)
    {
        _graph.Input.Add(ValueInfo(name, description, shape));
        return name;
    }

    public void Output(string name, string description, params ReadOnlySpan<int> shape) => _graph.Output.Add(ValueInfo(name, description, shape));

    /// <summary>A constant, row by row.</summary>
    public string Constant(string name, ReadOnlySpan<double> values, params ReadOnlySpan<int> shape)
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("ONNX stores numbers in little-endian order.");
        var tensor = new TensorProto { Name = name, DataType = DoubleType, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)) };
        foreach (var dimension in shape)
            tensor.Dims.Add(dimension);
        _graph.Initializer.Add(tensor);
        return name;
    }

    public string Constant(string name, ReadOnlySpan<long> values)
    {
        _graph.Initializer.Add(new TensorProto { Name = name, DataType = Int64Type, Dims = { values.Length }, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)) });
        return name;
    }

    public string Node(string operation, string output, params ReadOnlySpan<string> inputs)
    {
        var node = new NodeProto { OpType = operation, Name = output, Output = { output } };
        foreach (var input in inputs)
            node.Input.Add(input);
        _graph.Node.Add(node);
        return output;
    }

    public void IntegerAttribute(string name, long value) =>
        _graph.Node[^1].Attribute.Add(new AttributeProto { Name = name, I = value, Type = AttributeType.AttributeInt });

    /// <summary>The model in operator set 13 and IR version 8, which every runtime since 2021 reads.</summary>
    public ModelProto Build(string producerVersion, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        var model = new ModelProto
        {
            IrVersion = 8,
            ProducerName = "edgetwin",
            ProducerVersion = producerVersion,
            Graph = _graph,
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = 13 } },
        };
        foreach (var (key, value) in metadata)
            model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        return model;
    }

    private static ValueInfoProto ValueInfo(string name, string description, ReadOnlySpan<int> shape)
    {
        var dimensions = new TensorShapeProto();
        foreach (var dimension in shape)
            dimensions.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = dimension });
        return new ValueInfoProto
        {
            Name = name,
            DocString = description,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = DoubleType, Shape = dimensions } },
        };
    }
}
