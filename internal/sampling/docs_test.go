package sampling

const pythonOrder = ""
