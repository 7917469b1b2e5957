namespace EdgeTwin.SensorDrivers.Iio;

/// <summary>One channel of an IIO device that the station uses.</summary>
/// <param name="Name">Name of our channel.</param>
/// <param name="Channel">The kernel's name, for example <c>in_accel_x</c>.</param>
/// <param name="Quantity">What it measures.</param>
/// <param name="Lowest">Lower end of its range in our unit.</param>
/// <param name="Highest">Upper end of its range in our unit.</param>
internal sealed record IioChannel(string Name, string Channel, IioQuantity Quantity, double Lowest, double Highest);
