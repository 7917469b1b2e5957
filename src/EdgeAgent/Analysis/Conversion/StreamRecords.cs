using System.Buffers;

namespace EdgeTwin.EdgeAgent.Analysis.Conversion;

/// <summary>Passes finished records on to a stream; holds one record.</summary>
internal sealed class StreamRecords(Stream stream) : IBufferWriter<byte>
{
    private byte[] _buffer = [];

    public void Advance(int count) => stream.Write(_buffer, 0, count);

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_buffer.Length < Math.Max(1, sizeHint))
            _buffer = new byte[Math.Max(1, sizeHint)];
        return _buffer;
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
}
