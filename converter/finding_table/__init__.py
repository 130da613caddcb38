"""The rows of the table of finding kinds, by what they are about; `findings` joins them."""
