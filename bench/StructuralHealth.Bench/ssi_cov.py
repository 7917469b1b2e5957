"""The reference of the kernel ssi_cov: the same identification with NumPy and SciPy, each step by the routine that fits it."""
import numpy
import scipy.fft
import scipy.linalg


def ssi_cov(samples, channels, references, rate, block_rows, order_maximum):
    references, block_rows, order_maximum = references.astype(int), int(block_rows), int(order_maximum)
    samples = samples.reshape(int(channels), -1)
    channels, length = samples.shape
    lags = 2 * block_rows + 1
    past = samples[references, : length - lags]
    size = scipy.fft.next_fast_len(length, real=True)
    spectra = scipy.fft.rfft(samples, size)
    correlations = numpy.empty((lags + 1, channels, len(references)))
    for at, reference in enumerate(scipy.fft.rfft(past, size)):
        correlations[:, :, at] = scipy.fft.irfft(spectra * reference.conj(), size)[:, : lags + 1].T / (length - lags)
    hankel = numpy.block([[correlations[row + column + 1] for column in range(block_rows)] for row in range(block_rows + 1)])
    left = scipy.linalg.svd(hankel, full_matrices=False, check_finite=False)[0][:, :order_maximum]
    turned, triangle = scipy.linalg.qr(left[:-channels], mode="economic", check_finite=False)
    shifted = turned.T @ left[channels:]
    result = []
    for order in range(2, order_maximum + 1, 2):
        state = scipy.linalg.solve_triangular(triangle[:order, :order], shifted[:order, :order], check_finite=False)
        values, vectors = scipy.linalg.eig(state, check_finite=False)
        above = values.imag > 0
        exponents = numpy.log(values[above]) * rate
        frequencies, dampings = numpy.abs(exponents) / (2 * numpy.pi), -exponents.real / numpy.abs(exponents)
        keep = (dampings > 0) & (dampings <= 0.1)
        left[:channels, :order] @ vectors[:, above][:, keep]  # the shapes, which are part of the work
        by_frequency = numpy.argsort(frequencies[keep])
        result.append(numpy.column_stack([frequencies[keep], dampings[keep]])[by_frequency].ravel())
    return numpy.concatenate(result)
