namespace EdgeTwin.EdgeAgent.Store;

/// <summary>The file cannot be used as a twin.db; says what is wrong with it.</summary>
internal sealed class StoreDamagedException(string message) : IOException(message);

/// <summary>Another agent works with the same state directory.</summary>
internal sealed class StoreInUseException(string stateDirectory)
    : IOException($"Another edgetwin already works with {stateDirectory}. Stop it first, or give this one a state directory of its own.");
